package session

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"latchkey/session/internal/atomicfile"
	"latchkey/session/internal/checked"
)

// BackupSchema is the format of a backup's manifest. Whatever an earlier version wrote under this number is read by every later one:
// fields are only added, at the end of their object, and left out while they are empty; testdata/manifests keeps one of each version.
// A manifest with a higher number, or an intact one with fields that this version does not know, is of a newer version
// (ErrNewer) and left alone: writing it again would lose what they say.
const BackupSchema = backupSchemaPrefix + "1"

const (
	backupSchemaPrefix = "latchkey.backup/"
	backupNumber       = 1

	manifestName    = "manifest.json"
	maxManifestSize = 4 << 20
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
	number, _ := numberAfter(backupSchemaPrefix, data)
	if number > backupNumber {
		return manifest{}, fmt.Errorf("%w (schema number %d, this version knows %d)", ErrNewer, number, backupNumber)
	}
	var m manifest
	if err := checked.Decode(data, &m, &m.Checksum); err != nil {
		if number == backupNumber && checked.Intact(data) {
			err = fmt.Errorf("%w: %w", ErrNewer, err)
		}
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

// load reads the manifest of a backup. Errors: ErrNoBackup, *DamagedError, ErrNewer, *RefusedError.
func (b *Backups) load(id string) (manifest, error) {
	if !isBackupID(id) {
		return manifest{}, fmt.Errorf("%w: %q is not the id of one", ErrNoBackup, id)
	}
	path := filepath.Join(b.folder, id, manifestName)
	data, err := b.readManifest(path)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, fmt.Errorf("%w: %s", ErrNoBackup, id)
	}
	if err != nil {
		return manifest{}, asBackup(err, "read backup manifest")
	}
	m, err := decodeManifest(data, id)
	switch {
	case errors.Is(err, ErrNewer):
		return manifest{}, &NewerBackupError{Path: path, Err: err}
	case err != nil:
		return manifest{}, &DamagedError{Path: path, Reason: manifestReason(err), Err: err}
	}
	return m, nil
}

// readManifest asks first whose folders these are: whoever may rename in them decides what is put back.
func (b *Backups) readManifest(path string) ([]byte, error) {
	folder := filepath.Dir(path)
	for _, place := range []string{b.folder, folder} {
		if err := atomicfile.CheckFolderItself(place); err != nil {
			return nil, err
		}
	}
	data, _, err := atomicfile.ReadRegular(path, maxManifestSize)
	return data, err
}

// asBackup is asRefused for a file or folder of backups.
func asBackup(err error, doing string) error {
	err = asRefused(err, doing)
	var refused *RefusedError
	if errors.As(err, &refused) {
		refused.Backups = true
	}
	return err
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
