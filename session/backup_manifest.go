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
	"latchkey/session/internal/checked"
)

// BackupSchema is the format of a backup's manifest.
const BackupSchema = "latchkey.backup/1"

const (
	manifestName    = "manifest.json"
	maxManifestSize = 4 << 20
	idLayout        = "20060102-150405"
)

// phase says which work a manifest stands for. The manifest is written before the first file moves and after the last, so
// whatever a crash interrupts, Recover finds here what was meant.
type phase string

const (
	phaseMoving    phase = "moving"    // files are being put aside
	phaseWhole     phase = "whole"     // nothing is under way
	phaseRestoring phase = "restoring" // files are being put back
	phaseRemoving  phase = "removing"  // the backup is being removed
)

type manifest struct {
	Schema    string       `json:"schema"`
	ID        string       `json:"id"`
	CreatedAt time.Time    `json:"created_at"`
	Version   string       `json:"version"`
	Reason    string       `json:"reason"`
	Phase     phase        `json:"phase"`
	Items     []BackupItem `json:"items"` // the n-th, from 1, lies in the file with that number, four digits
	Held      []Held       `json:"held"`
	Checksum  string       `json:"checksum"`
}

var errManifest = errors.New("its content makes no sense")

func decodeManifest(data []byte, id string) (manifest, error) {
	var m manifest
	if err := checked.Decode(data, &m, &m.Checksum); err != nil {
		return manifest{}, err
	}
	if m.Schema != BackupSchema || m.ID != id || !isBackupID(id) {
		return manifest{}, errManifest
	}
	switch m.Phase {
	case phaseMoving, phaseWhole, phaseRestoring, phaseRemoving:
	default:
		return manifest{}, errManifest
	}
	for _, item := range m.Items {
		if !filepath.IsAbs(item.Path) || filepath.Clean(item.Path) != item.Path {
			return manifest{}, errManifest
		}
		if item.State != ItemStored && item.State != ItemRestored && item.State != ItemLeft {
			return manifest{}, errManifest
		}
	}
	return m, nil
}

func (b *Backups) load(id string) (manifest, error) {
	if !isBackupID(id) {
		return manifest{}, fmt.Errorf("%w: %q is not the id of one", ErrNoBackup, id)
	}
	path := filepath.Join(b.folder, id, manifestName)
	data, _, err := atomicfile.ReadRegular(path, maxManifestSize)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, fmt.Errorf("%w: %s", ErrNoBackup, id)
	}
	if err != nil {
		return manifest{}, asRefused(err, "read backup manifest")
	}
	m, err := decodeManifest(data, id)
	if err != nil {
		return manifest{}, &DamagedError{Path: path, Reason: manifestReason(err), Err: err}
	}
	return m, nil
}

func manifestReason(err error) string {
	if errors.Is(err, errManifest) {
		return errManifest.Error()
	}
	return reasonOf(err)
}

func (b *Backups) save(m *manifest) error {
	data, err := checked.Encode(m, &m.Checksum)
	if err == nil && len(data) > maxManifestSize {
		err = fmt.Errorf("%d items are too many", len(m.Items))
	}
	if err == nil {
		err = atomicfile.Write(filepath.Join(b.folder, m.ID, manifestName), data, 0o600)
	}
	if err != nil {
		return fmt.Errorf("write backup manifest: %w", err)
	}
	b.step("manifest " + string(m.Phase))
	return nil
}

func (b *Backups) present(m manifest) Backup {
	return Backup{
		ID: m.ID, CreatedAt: m.CreatedAt, Version: m.Version, Reason: m.Reason, Items: m.Items, Held: m.Held,
		Path: filepath.Join(b.folder, m.ID), Complete: m.Phase == phaseWhole,
	}
}

// stored is where the item with this index lies inside the backup.
func (b *Backups) stored(id string, index int) string {
	return filepath.Join(b.folder, id, fmt.Sprintf("%04d", index+1))
}

// newFolder makes the folder of a new backup. Making it is what reserves the id.
func (b *Backups) newFolder(now time.Time) (string, error) {
	if err := atomicfile.MakeFolder(b.folder); err != nil {
		return "", asRefused(err, "make backup folder")
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
			return id, atomicfile.SyncFolder(b.folder)
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
