package rights

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Forget removes one account's cached answer: after a sign-out nothing about the person stays. As with Clear, every answer that is
// under way becomes void first, or it would come back. A missing file is no error.
func (c *Cache) Forget(key Key) error {
	err := c.locked(func() error {
		if _, err := c.nextGeneration(); err != nil {
			return err
		}
		if err := os.Remove(c.path(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forget access rights: %w", err)
	}
	return nil
}
