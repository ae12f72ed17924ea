//go:build linux

package session

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"
)

func TestMountedPlace(t *testing.T) {
	const table = `22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
30 22 0:50 / /home rw,nosuid shared:2 master:3 - nfs4 files.example:/home rw,vers=4.2
31 22 0:51 / /mnt/a\040b ro,relatime - ext4 /dev/vdb rw
32 22 0:52 / /srv rw - squashfs /dev/loop0 ro,errors=continue
33 22 0:53 / /far rw - fuse.sshfs mila@files.example: rw,user_id=1000
34 22 0:54 / /near rw - fuse.mergerfs a:b rw
35 22 0:55 / /odd rw - ext4
36 22 broken
37 22 0:56 / /windows rw - 9p drvfs rw,aname=drvfs;path=C:\
38 22 0:57 / /share rw,rootcontext=ro - cifs //files/x rw
`
	for mount, want := range map[uint64]Place{
		22: {Kind: "ext4"}, 30: {Kind: "nfs4", Network: true}, 31: {Kind: "ext4", ReadOnly: true}, 32: {Kind: "squashfs", ReadOnly: true},
		33: {Kind: "fuse.sshfs", Network: true}, 34: {Kind: "fuse.mergerfs"}, 35: {Kind: "ext4"}, 36: {}, 37: {Kind: "9p", Network: true},
		38: {Kind: "cifs", Network: true}, 39: {}, 2: {},
	} {
		if got, ok := mountedPlace(table, mount); got != want || ok != (want.Kind != "") {
			t.Errorf("%d: %+v, %v", mount, got, ok)
		}
	}
}

func TestTheNumbersOfNetworkFileSystemsAreKnown(t *testing.T) {
	for number, want := range map[uint32]bool{0x6969: true, 0xff534d42: true, 0xfe534d42: true, 0x01021997: true, 0xef53: false, 0x65735546: false} {
		if kind := magicKinds[number]; kind == "" || isNetworkKind(kind) != want {
			t.Errorf("%x is %q, network %v", number, kind, !want)
		}
	}
}

func TestWhatTheSystemSaysOfAFolder(t *testing.T) {
	for _, c := range []struct {
		op   string
		is   error
		want Trouble
	}{
		{"open", syscall.EROFS, ReadOnly},
		{"write", syscall.ENOSPC, Full},
		{"write", syscall.EDQUOT, Full},
		{"lock", syscall.ENOLCK, NoLocks},
		{"lock", syscall.EOPNOTSUPP, NoLocks},
		{"lock", syscall.ENOSYS, NoLocks},
		{"read", syscall.EOPNOTSUPP, ""},
		{"open", syscall.ESTALE, Stale},
		{"lock", syscall.ESTALE, Stale},
		{"stat", syscall.ENOTCONN, Stale},
		{"mkdir", syscall.EACCES, Denied},
		{"open", syscall.EPERM, Denied},
		{"open", syscall.EMFILE, ""},
	} {
		err := fmt.Errorf("job: %w", &fs.PathError{Op: c.op, Path: "/home/x", Err: c.is})
		if got, path := TroubleOf(err); got != c.want || (path == "/home/x") != (c.want != "") {
			t.Errorf("%s %v: %q at %q", c.op, c.is, got, path)
		}
	}
}

func FuzzMounts(f *testing.F) {
	f.Add("22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n", uint64(22))
	f.Fuzz(func(t *testing.T, table string, mount uint64) {
		if place, ok := mountedPlace(table, mount); ok != (place.Kind != "") {
			t.Fatalf("%+v, %v", place, ok)
		}
	})
}
