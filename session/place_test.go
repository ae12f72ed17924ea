package session_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"latchkey/session"
)

func TestAPlaceIsThatOfTheNearestFolderThatExists(t *testing.T) {
	folder := t.TempDir()
	here, err := session.PlaceOf(folder)
	if err != nil {
		t.Fatal(err)
	}
	deep, err := session.PlaceOf(filepath.Join(folder, "not", "yet", "file"))
	if err != nil || deep != here {
		t.Errorf("%+v, %v; the folder's is %+v", deep, err, here)
	}
	if here.ReadOnly || here.Network {
		t.Errorf("a temporary folder is %+v", here)
	}
}

func TestWhatIsNoTroubleOfAFolder(t *testing.T) {
	for _, err := range []error{
		nil, errors.New("x"), fs.ErrPermission, &fs.PathError{Op: "open", Path: "/x", Err: fs.ErrNotExist}, session.ErrDamaged,
	} {
		if trouble, path := session.TroubleOf(err); trouble != "" || path != "" {
			t.Errorf("%v: %q at %q", err, trouble, path)
		}
	}
}

func TestATemporaryFileIsNotNamed(t *testing.T) {
	folder := filepath.FromSlash("/home/mila/state")
	denied := &fs.PathError{Op: "open", Path: filepath.Join(folder, ".latchkey-12-34.tmp"), Err: fs.ErrPermission}
	if trouble, path := session.TroubleOf(fmt.Errorf("write: %w", denied)); trouble != session.Denied || path != folder {
		t.Errorf("%q at %q", trouble, path)
	}
	renamed := &os.LinkError{Op: "rename", Old: denied.Path, New: filepath.Join(folder, "file"), Err: fs.ErrPermission}
	if trouble, path := session.TroubleOf(renamed); trouble != session.Denied || path != renamed.New {
		t.Errorf("%q at %q", trouble, path)
	}
}
