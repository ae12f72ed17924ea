package session

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"latchkey/session/internal/atomicfile"
)

const idLayout = "20060102-150405"

// newFolder makes the folder of a new backup. Making it is what reserves the id. It is not flushed yet.
func (b *Backups) newFolder(now time.Time) (string, error) {
	err := atomicfile.CheckFolderItself(b.folder)
	if errors.Is(err, fs.ErrNotExist) {
		err = atomicfile.MakeFolder(b.folder)
	}
	if err != nil {
		return "", asBackup(err, "make backup folder")
	}
	for range 8 {
		random := make([]byte, 2)
		if _, err := io.ReadFull(b.opts.Random, random); err != nil {
			return "", fmt.Errorf("make backup id: %w", err)
		}
		id := now.Format(idLayout) + "-" + hex.EncodeToString(random)
		err := os.Mkdir(filepath.Join(b.folder, id), 0o700)
		if err == nil {
			b.step("folder")
			return id, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("make backup folder: %w", err)
		}
	}
	return "", errors.New("make backup folder: no free id")
}

// isBackupID keeps an id from being a path.
func isBackupID(id string) bool {
	if len(id) != len(idLayout)+5 || id[len(idLayout)] != '-' {
		return false
	}
	if strings.Trim(id[len(idLayout)+1:], "0123456789abcdef") != "" {
		return false
	}
	_, err := time.Parse(idLayout, id[:len(idLayout)])
	return err == nil
}

// ids names the folders that may be backups. No folder of backups is no backups; one that is a link, foreign or open to others is a
// *RefusedError.
func (b *Backups) ids() ([]string, error) {
	err := atomicfile.CheckFolderItself(b.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, asBackup(err, "look at the backups")
	}
	entries, err := os.ReadDir(b.folder)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, entry := range entries {
		if isBackupID(entry.Name()) {
			ids = append(ids, entry.Name()) // also a link or a file: load refuses it
		}
	}
	return ids, nil
}
