package core

import (
	"context"
	"errors"
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
		if err := watchFolder(watcher, folder); err != nil {
			return nil, errors.Join(fmt.Errorf("watch %s: %w", folder, err), watcher.Close())
		}
	}
	changes := make(chan struct{}, 1)
	go c.pass(ctx, watcher, changes)
	return changes, nil
}

// watchFolder makes the folder when it is missing: what is not there cannot be watched.
func watchFolder(watcher *fsnotify.Watcher, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	return watcher.Add(folder)
}

// pass hands the watcher's events on until ctx ends.
func (c *Core) pass(ctx context.Context, watcher *fsnotify.Watcher, changes chan<- struct{}) {
	defer close(changes)
	defer func() { _ = watcher.Close() }()
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-watcher.Events:
			if !tells(event) {
				continue
			}
			select {
			case changes <- struct{}{}:
			default: // one is waiting already
			}
		case err := <-watcher.Errors:
			c.Log.Warn("watch session", "problem", err.Error())
		}
	}
}

// tells passes over what is no news: locks, temporary files, mode changes, and the
// activity log, which only tells what has changed something else.
func tells(event fsnotify.Event) bool {
	name := filepath.Base(event.Name)
	return event.Op != fsnotify.Chmod && filepath.Ext(name) != ".jsonl" && filepath.Ext(name) != ".tmp" && filepath.Ext(name) != ".lock" && filepath.Ext(name) != ".holder"
}
