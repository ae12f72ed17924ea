package core

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// Changed tells, through the channel, that something in the state, the rights
// cache or the settings changed on disk, whoever changed it. Several changes may
// come as one. The channel is closed when ctx ends. The keyring is not polled.
func (c *Core) Changed(ctx context.Context) (<-chan struct{}, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch session: %w", err)
	}
	for _, folder := range []string{
		c.Deps.Paths.State, c.Deps.Paths.Backups, filepath.Join(c.Deps.Paths.Cache, "rights"), filepath.Dir(c.Deps.Paths.Settings),
	} {
		if err := os.MkdirAll(folder, 0o700); err == nil {
			err = watcher.Add(folder)
		}
		if err != nil {
			return nil, fmt.Errorf("watch %s: %w", folder, err)
		}
	}
	changes := make(chan struct{}, 1)
	go func() {
		defer close(changes)
		defer func() { _ = watcher.Close() }()
		for {
			select {
			case <-ctx.Done():
				return
			case event, open := <-watcher.Events:
				if !open {
					return
				}
				if !tells(event) {
					continue
				}
				select {
				case changes <- struct{}{}:
				default: // one is waiting already
				}
			case err, open := <-watcher.Errors:
				if !open {
					return
				}
				c.Log.Warn("watch session", "problem", err.Error())
			}
		}
	}()
	return changes, nil
}

// tells passes over what is no news: locks, temporary files, mode changes.
func tells(event fsnotify.Event) bool {
	name := filepath.Base(event.Name)
	return event.Op != fsnotify.Chmod && filepath.Ext(name) != ".tmp" && filepath.Ext(name) != ".lock" && filepath.Ext(name) != ".holder"
}
