package core

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"latchkey/app/doctor"
	"latchkey/session/tomlfile"
	"latchkey/session/vault"
)

// storageWritePatience leaves room for a keyring that is slow, below the 10
// seconds within which one that does not answer must be reported.
const storageWritePatience = 6 * time.Second

func (d *diagnosis) storageChecks() []doctor.Check {
	return []doctor.Check{
		{ID: "settings", Link: doctor.LinkStorage, After: []string{"policy"}, Look: d.lookAtSettings},
		{ID: "home", Link: doctor.LinkStorage, Look: d.lookAtHome},
		{ID: "storage", Link: doctor.LinkStorage, After: []string{"settings", "home"}, Look: d.lookAtStorage},
		{
			ID: "storage-write", Link: doctor.LinkStorage, After: []string{"storage"}, Patience: storageWritePatience,
			Look: d.lookAtStorageWrite,
		},
	}
}

// lookAtSettings reads every file that the person may have written. What the
// machine's administrator wrote was read before.
func (d *diagnosis) lookAtSettings(context.Context) doctor.Finding {
	_, err := d.settings()
	own := map[string]Profile{}
	if err == nil {
		err = readProfiles(d.core.Deps.Paths.Providers, "person", own)
	}
	if err == nil {
		err = d.networkFiles()
	}
	if _, isFile := asType[*tomlfile.Error](err); err != nil && !isFile && lookAtFolder(d.core.Deps.Paths.Config).Verdict == doctor.Fail {
		return doctor.Skipped("folder_tells") // the check of the home names the cause
	}
	if err != nil {
		return fileFault(err)
	}
	for _, problem := range d.core.catalogue().Problems {
		if found, ok := asType[*tomlfile.Error](problem); ok && isBelow(found.File, d.core.Deps.Paths.Apps) {
			warning := fileFault(problem)
			warning.Verdict = doctor.Warn // the other entries are used all the same
			return warning
		}
	}
	return doctor.Passed("settings", "n", doctor.Number(len(own)))
}

// networkFiles reads the certificates that the settings name.
func (d *diagnosis) networkFiles() error {
	setup, err := d.core.networkSetup()
	if err != nil {
		return err
	}
	_, err = d.core.authorities(setup)
	return err
}

// fileFault is a file that does not say what it should.
func fileFault(err error) doctor.Finding {
	found, ok := asType[*tomlfile.Error](err)
	if !ok {
		return fault(err, doctor.Saw("file_unreadable"))
	}
	saw := doctor.Saw("file_wrong", "file", doctor.Path(found.File), "key", doctor.Name(cmp.Or(found.Key, "-")))
	if found.Line > 0 {
		saw.Code = "file_wrong_line"
		saw.Values["line"] = doctor.Number(found.Line)
	}
	return doctor.Failed(Code(err), doctor.Fix{ID: MendSettings, Argument: found.File}, saw).Because(err)
}

// isBelow says whether a file lies in a folder.
func isBelow(file, folder string) bool {
	rest, err := filepath.Rel(folder, file)
	return folder != "" && err == nil && rest != ".." && !strings.HasPrefix(rest, ".."+string(filepath.Separator))
}

// lookAtStorage asks the place for secrets how it is, without asking the person.
func (d *diagnosis) lookAtStorage(ctx context.Context) doctor.Finding {
	store, err := d.core.secrets()
	if err != nil {
		return fault(err, doctor.Saw("storage_bad", "place", doctor.Code(string(d.storageKind()))))
	}
	place := doctor.Code(string(store.Kind()))
	state := store.State(ctx)
	switch {
	case state == vault.StateOK:
		return doctor.Passed("storage", "place", place)
	case !d.keepsSecrets():
		return doctor.Skipped("storage_not_needed")
	}
	settings, _ := d.settings()
	err = &StorageError{
		Kind: store.Kind(), Folder: sealedFolder(d.core.Deps.Paths, settings.Storage), KeyFile: settings.Storage.KeyFile,
		Err: stateCause(state, settings.Storage),
	}
	return fault(err, doctor.Saw("storage_bad", "place", place))
}

// keepsSecrets says whether there is, or could be, a sign-in to keep. Without a
// provider to sign in at, a keyring that is missing keeps nobody from anything.
func (d *diagnosis) keepsSecrets() bool {
	_, able := d.canSignIn()
	_, err := d.account()
	return able || !errors.Is(err, ErrNotSignedIn)
}

// stateCause is the error that a state of a place for secrets stands for.
func stateCause(state vault.State, settings StorageSettings) error {
	switch {
	case state == vault.StateMissing:
		return vault.ErrMissing
	case state == vault.StateRefused:
		return vault.ErrRefused
	case settings.Kind == string(vault.SealedFile) && settings.KeyFile == "":
		return vault.ErrNoPassphrase
	}
	return vault.ErrLocked
}

// lookAtStorageWrite keeps, reads and removes as many bytes as a sign-in has.
func (d *diagnosis) lookAtStorageWrite(ctx context.Context) doctor.Finding {
	if !d.keepsSecrets() {
		return doctor.Skipped("storage_not_needed")
	}
	store, err := d.core.secrets()
	if err == nil {
		err = d.sealed
	}
	if err == nil {
		err = store.Probe(ctx, probeSize)
	}
	saw := doctor.Saw("storage_write_bad", "place", doctor.Code(string(d.storageKind())))
	switch {
	case err != nil && ctx.Err() == context.DeadlineExceeded:
		return fault(&StorageError{Kind: d.storageKind(), Err: vault.ErrTimeout}, doctor.Saw("storage_silent"))
	case err != nil:
		return fault(err, saw)
	}
	return doctor.Passed("storage_write", "place", doctor.Code(string(store.Kind())), "bytes", doctor.Number(probeSize))
}

// openSealed lets the person type the passphrase of a sealed file before the
// checks begin, which have seconds. Where nobody can be asked, nothing happens.
func (d *diagnosis) openSealed(ctx context.Context) {
	if !d.core.AsksPassphrase() || d.core.phrases.person() == nil || !d.looksAt("storage-write") {
		return
	}
	store, err := d.core.secrets()
	if err == nil && store.State(ctx) == vault.StateOK {
		d.sealed = store.Probe(ctx, probeSize)
	}
}

// looksAt says whether a check is among those that were asked for, or is waited
// for by one of them.
func (d *diagnosis) looksAt(id string) bool {
	checks := d.checks()
	var reaches func(from string) bool
	reaches = func(from string) bool {
		i := slices.IndexFunc(checks, func(c doctor.Check) bool { return c.ID == from })
		return from == id || i >= 0 && slices.ContainsFunc(checks[i].After, reaches)
	}
	return len(d.options.Only) == 0 || slices.ContainsFunc(d.options.Only, reaches)
}
