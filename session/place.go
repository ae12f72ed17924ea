package session

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Place is what the system says of the file system that a path lies on.
type Place struct {
	Network  bool   // on another computer, or shared with one: others may have it open, and locks may not hold
	Kind     string // as the system calls it: ext4, nfs4, fuse.sshfs, apfs, NTFS; empty: it does not tell
	ReadOnly bool   // nothing can be written there, whoever asks
}

// PlaceOf looks at the file system that a path lies on, or would, when nothing is there yet. It asks the system of this computer and
// no server, as far as the system can tell them apart.
func PlaceOf(path string) (Place, error) {
	for {
		place, err := placeOf(path)
		above := filepath.Dir(path)
		if !errors.Is(err, fs.ErrNotExist) || above == path {
			return place, err
		}
		path = above
	}
}

// networkKinds are the file systems of Linux whose files lie on another computer, or on the one around a virtual machine. Of FUSE,
// they are those whose name begins so, because a program may add its own after a dot.
var networkKinds = []string{
	"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "ncp", "afs", "coda", "ceph", "9p", "gpfs", "beegfs", "ocfs2", "gfs2",
	"lustre", //nolint:misspell // its name
	"davfs", "glusterfs", "vboxsf", "virtiofs", "prl_fs", "orangefs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.davfs2",
	"fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse", "fuse.cifs", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.kio-fuse",
	"fuse.mfs", "fuse.juicefs", "fuse.gcsfuse", "fuse.onedriver", "fuse.ceph-fuse",
}

func isNetworkKind(kind string) bool { return slices.Contains(networkKinds, strings.ToLower(kind)) }

// Trouble is what keeps a folder from being used, whoever asked for what.
type Trouble string

// The troubles.
const (
	ReadOnly Trouble = "read_only" // nothing can be written there
	NoLocks  Trouble = "no_locks"  // the file system does not keep locks
	Stale    Trouble = "stale"     // the network folder went away, or does not answer
	Denied   Trouble = "denied"    // this person may not
	Full     Trouble = "full"      // the disk, or this person's share of it
)

// lockOp is the operation that an *fs.PathError of a failed lock names.
const lockOp = "lock"

// TroubleOf finds in an error what a file or folder is in trouble with, and which. Empty: none that is known, or the error is about
// no file: a server can be out of reach too.
func TroubleOf(err error) (trouble Trouble, path string) {
	var of *fs.PathError
	var link *os.LinkError
	op := ""
	switch {
	case errors.As(err, &of):
		op, path = of.Op, of.Path
	case errors.As(err, &link):
		op, path = link.Op, link.New
	default:
		return "", ""
	}
	for _, known := range troubles() {
		if (known.op == "" || known.op == op) && errors.Is(err, known.is) {
			return known.trouble, shown(path)
		}
	}
	return "", ""
}

// troubleRow is one thing that a system says; op narrows it to one operation.
type troubleRow struct {
	trouble Trouble
	op      string
	is      error
}

// shown leaves out the name of a temporary file, which says nothing to anybody.
func shown(path string) string {
	if base := filepath.Base(path); strings.HasPrefix(base, ".latchkey-") && strings.HasSuffix(base, ".tmp") {
		return filepath.Dir(path)
	}
	return path
}
