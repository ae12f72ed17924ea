package session

import (
	"errors"
	"os"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"latchkey/session/internal/atomicfile"
)

const hiddenReadOnly = windows.FILE_ATTRIBUTE_READONLY | windows.FILE_ATTRIBUTE_HIDDEN

// dressWindows makes a file hidden and read-only, and gives it a time of creation.
func dressWindows(t *testing.T, path string, created time.Time) {
	t.Helper()
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	handle, err := windows.CreateFile(name, windows.FILE_WRITE_ATTRIBUTES, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	at := windows.NsecToFiletime(created.UnixNano())
	err = errors.Join(windows.SetFileTime(handle, &at, &at, &at), windows.CloseHandle(handle), windows.SetFileAttributes(name, hiddenReadOnly))
	if err != nil {
		t.Fatal(err)
	}
}

func TestAttributesAndTimesAreKept(t *testing.T) {
	for _, across := range []bool{false, true} {
		w := &world{t: t, folder: memoryFolder(t), across: across}
		w.fill("old ")
		created := time.Date(2021, 3, 4, 5, 6, 7, 123456700, time.UTC)
		path := w.sources()[0].Path
		dressWindows(t, path, created)
		before := windowsFacts(t, path)
		if before.attributes&hiddenReadOnly != hiddenReadOnly || !before.created.Equal(created) {
			t.Fatalf("the file could not be dressed: %+v", before)
		}
		b := w.backups(0)
		request := BackupRequest{Items: w.sources()}
		request.Items[0].Strict = true
		backup, results, err := b.Create(t.Context(), request)
		if err != nil || results[0].Result != ResultDone {
			t.Fatalf("across %v: %+v, %v", across, results, err)
		}
		if aside := windowsFacts(t, b.stored(backup.ID, 0)); aside != before {
			t.Errorf("across %v: before %+v, put aside %+v", across, before, aside)
		}
		if _, results, err = b.Restore(t.Context(), RestoreRequest{ID: backup.ID}); err != nil || results[0].Result != ResultDone {
			t.Fatalf("across %v: %+v, %v", across, results, err)
		}
		if after := windowsFacts(t, path); after != before {
			t.Errorf("across %v: before %+v, after %+v", across, before, after)
		}
	}
}

type facts struct {
	attributes       uint32
	created, written time.Time
}

func windowsFacts(t *testing.T, path string) facts {
	t.Helper()
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	var data windows.Win32FileAttributeData
	err = windows.GetFileAttributesEx(name, windows.GetFileExInfoStandard, (*byte)(unsafe.Pointer(&data)))
	if err != nil {
		t.Fatal(err)
	}
	return facts{
		data.FileAttributes & hiddenReadOnly, time.Unix(0, data.CreationTime.Nanoseconds()).UTC(),
		time.Unix(0, data.LastWriteTime.Nanoseconds()).UTC(),
	}
}

func TestStrictFilesOfWindows(t *testing.T) {
	w, request := strictWorld(t, false)
	second := request.Items[0].Path + ".second"
	if err := os.Link(request.Items[0].Path, second); err != nil {
		t.Fatal(err)
	}
	_, results, err := w.backups(0).Create(t.Context(), request)
	if err != nil || results[0].Detail != string(atomicfile.HardLinked) || results[1].Result != ResultDone {
		t.Fatalf("%+v, %v", results, err)
	}
	if err := os.Remove(second); err != nil {
		t.Fatal(err)
	}
	held, err := holdOpen(request.Items[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	_, results, err = w.backups(0).Create(t.Context(), BackupRequest{Items: request.Items[:1]})
	if err != nil || results[0].Detail != string(atomicfile.InUse) {
		t.Errorf("a file that is open: %+v, %v", results, err)
	}
	if err := windows.CloseHandle(held); err != nil {
		t.Fatal(err)
	}
	_, results, err = w.backups(0).Create(t.Context(), BackupRequest{Items: request.Items[:1]})
	if err != nil || results[0].Result != ResultDone {
		t.Errorf("afterwards: %+v, %v", results, err)
	}
}

// holdOpen opens a file as a program does that shares it with nobody.
func holdOpen(path string) (windows.Handle, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	return windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, 0, 0)
}
