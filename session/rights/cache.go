package rights

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"latchkey/session/internal/atomicfile"
)

// CacheOptions are the parts of the world that a Cache uses. The zero value is usable.
type CacheOptions struct {
	Now  func() time.Time // default time.Now
	Wait time.Duration    // how long to wait for another process; default 5 seconds
}

// Key names whose rights at which client. All four together, because another client or organization gives another answer.
type Key struct{ Issuer, Subject, Organization, ClientID string }

// Cache keeps one snapshot for each key in files of mode 0600 in one folder. A generation number
// beside them goes up with every Clear, so that an answer which was under way at that moment is not kept.
type Cache struct {
	folder string
	opts   CacheOptions
}

// NewCache returns the cache in a folder of its own ("rights" in paths.Paths.Cache). Nothing is touched until it is used.
func NewCache(folder string, opts CacheOptions) *Cache {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Wait <= 0 {
		opts.Wait = 5 * time.Second
	}
	return &Cache{folder: folder, opts: opts}
}

// Load returns what is cached, however old and of whatever generation it is: a snapshot that was put back by an undo is to be seen
// with its age. Errors: ErrNone, ErrDamaged.
func (c *Cache) Load(key Key) (Snapshot, error) {
	file, size, err := c.open(key)
	if err != nil {
		return Snapshot{}, err
	}
	defer func() { _ = file.Close() }()
	text, err := readText(file, size)
	if err != nil {
		return Snapshot{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	snapshot, err := decodeSnapshot(key, text)
	if err != nil {
		return Snapshot{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return snapshot, nil
}

// open errors: ErrNone, ErrDamaged.
func (c *Cache) open(key Key) (*os.File, int64, error) {
	file, info, err := atomicfile.OpenRegular(c.path(key), maxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, ErrNone
	}
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return file, info.Size(), nil
}

// readText reads a file into a text without holding it twice.
func readText(file io.Reader, size int64) (string, error) {
	var text strings.Builder
	text.Grow(int(size))
	if _, err := io.Copy(&text, io.LimitReader(file, maxFile+1)); err != nil {
		return "", err
	}
	if text.Len() > maxFile {
		return "", errors.New("the file grew while it was read")
	}
	return text.String(), nil
}

// Save keeps a snapshot. Its Generation must be what Generation returned before the server was asked; when the cache has been
// cleared since, the snapshot is refused with ErrSuperseded.
func (c *Cache) Save(key Key, snapshot Snapshot) error {
	data, err := encodeSnapshot(key, snapshot, c.opts.Now())
	if err != nil {
		return fmt.Errorf("save access rights: %w", err)
	}
	err = c.locked(func() error {
		current, err := c.currentGeneration()
		if err != nil {
			return err
		}
		if snapshot.Generation < current {
			return ErrSuperseded
		}
		return atomicfile.Write(c.path(key), data, 0o600)
	})
	if err != nil {
		return fmt.Errorf("save access rights: %w", err)
	}
	return nil
}

// Clear makes every answer that is under way void, then removes the cached files, without reading them. It returns the files that are
// gone; on an error some may be left, and are still void for Save.
func (c *Cache) Clear() (files []string, err error) {
	err = c.locked(func() error {
		if _, err := c.nextGeneration(); err != nil {
			return err
		}
		all, err := c.Files()
		problems := []error{err}
		for _, path := range all {
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				problems = append(problems, err)
				continue
			}
			files = append(files, path)
		}
		return errors.Join(problems...)
	})
	if err != nil {
		return files, fmt.Errorf("clear access rights: %w", err)
	}
	return files, nil
}

// Files lists the cached files, readable or not, for a plan to show. A cache that does not exist has none.
func (c *Cache) Files() ([]string, error) {
	entries, err := os.ReadDir(c.folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list access rights: %w", err)
	}
	named := regexp.MustCompile(`^[0-9a-f]{64}\.json$`)
	var files []string
	for _, entry := range entries {
		if !entry.IsDir() && named.MatchString(entry.Name()) {
			files = append(files, filepath.Join(c.folder, entry.Name()))
		}
	}
	return files, nil
}

func (c *Cache) path(key Key) string {
	hash := sha256.New()
	for _, part := range []string{key.Issuer, key.Subject, key.Organization, key.ClientID} {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		hash.Write(size[:])
		hash.Write([]byte(part))
	}
	return filepath.Join(c.folder, hex.EncodeToString(hash.Sum(nil))+".json")
}
