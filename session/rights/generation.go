package rights

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"latchkey/session/internal/atomicfile"
	"latchkey/session/internal/filelock"
)

// Generation returns the number that a snapshot must carry to be kept. Read it before the server is asked. Before the first Clear
// it is 0. A damaged number is replaced by a new one that is higher than any before.
func (c *Cache) Generation() (uint64, error) {
	number, err := c.currentGeneration()
	if errors.Is(err, ErrDamaged) {
		return c.Bump()
	}
	if err != nil {
		return 0, fmt.Errorf("read cache generation: %w", err)
	}
	return number, nil
}

// Bump makes every answer that is under way void and removes nothing, for a reset that moves the files itself.
func (c *Cache) Bump() (number uint64, err error) {
	err = c.locked(func() error {
		number, err = c.nextGeneration()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("raise cache generation: %w", err)
	}
	return number, nil
}

func (c *Cache) generationPath() string { return filepath.Join(c.folder, "generation") }

func (c *Cache) currentGeneration() (uint64, error) {
	data, _, err := atomicfile.ReadRegular(c.generationPath(), 64)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	var refused *atomicfile.RefusedError
	if err != nil && !errors.As(err, &refused) {
		return 0, err
	}
	number, parseErr := strconv.ParseUint(strings.TrimSuffix(string(data), "\n"), 10, 63)
	if err != nil || parseErr != nil {
		return 0, fmt.Errorf("generation: %w", ErrDamaged)
	}
	return number, nil
}

// nextGeneration must work when the number cannot be read: a reset never needs to read what it removes. The microseconds since 1970 are
// higher than any count of resets, and than themselves at an earlier time.
func (c *Cache) nextGeneration() (uint64, error) {
	number, err := c.currentGeneration()
	switch {
	case err == nil:
		number++
	case errors.Is(err, ErrDamaged):
		_ = os.Remove(c.generationPath()) // a link or a folder would be refused by the write
		number = uint64(max(c.opts.Now().UnixMicro(), 1))
	default:
		return 0, err
	}
	text := strconv.FormatUint(number, 10) + "\n"
	return number, atomicfile.Write(c.generationPath(), []byte(text), 0o600)
}

// locked keeps a writer that has checked the generation from being overtaken by a Clear before it writes.
func (c *Cache) locked(work func() error) error {
	ctx, cancel := context.WithTimeout(context.Background(), c.opts.Wait)
	defer cancel()
	lock, err := filelock.Acquire(ctx, filepath.Join(c.folder, "rights.lock"), true)
	if err != nil {
		return err
	}
	if lock == nil {
		return ErrBusy
	}
	return errors.Join(work(), lock.Release())
}
