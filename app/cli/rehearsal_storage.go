package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"latchkey/app/core"
)

// storageRehearsals are about the files of Latchkey's own.
func storageRehearsals() []rehearsal {
	return []rehearsal{
		{name: "settings_invalid", finds: "file_invalid", fix: core.MendSettings, stage: stageInvalidSettings},
		{name: "home_shared", finds: "home_shared", fix: core.MendTighten, systems: onUnix, stage: stageSharedHome},
		{name: "secrets_missing", finds: "secrets_missing", fix: core.MendSignIn, stage: stageMissingSecrets},
		{name: "secrets_damaged", finds: "secrets_damaged", fix: core.MendSignIn, stage: stageDamagedSecrets},
		{name: "storage_locked", finds: "storage_missing", fix: core.MendSettings, stage: stageMissingKey},
	}
}

func stageInvalidSettings(_ context.Context, s *demoScene) error {
	return edit(s.jobs.Paths().Settings, func(text string) string { return "color = \"green\"\n" + text })
}

func stageSharedHome(_ context.Context, s *demoScene) error {
	return os.Chmod(s.state(), 0o777) //nolint:gosec // G302: that is the cause
}

// sealedFiles are those that hold the demo's secrets.
func (s *demoScene) sealedFiles() ([]string, error) {
	files, err := filepath.Glob(filepath.Join(s.state(), "sealed", "*.sealed"))
	if err == nil && len(files) == 0 {
		err = os.ErrNotExist
	}
	if err != nil {
		return nil, fmt.Errorf("find the demo's sealed files: %w", err)
	}
	return files, nil
}

func stageMissingSecrets(_ context.Context, s *demoScene) error {
	files, err := s.sealedFiles()
	for _, file := range files {
		err = errors.Join(err, os.Remove(file))
	}
	return err
}

func stageDamagedSecrets(_ context.Context, s *demoScene) error {
	files, err := s.sealedFiles()
	for _, file := range files {
		err = errors.Join(err, os.WriteFile(file, []byte("the disk wrote something else\n"), 0o600))
	}
	return err
}

// stageMissingKey takes the key of the sealed file away, as an unplugged disk does.
func stageMissingKey(_ context.Context, s *demoScene) error {
	key := s.home.keyFile(s.jobs.Paths().Settings)
	return os.Rename(key, key+".away")
}
