package core

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"latchkey/auth/browser"
	"latchkey/session"
	"latchkey/session/browsers"
	"latchkey/session/paths"
	"latchkey/session/rights"
	"latchkey/session/vault"
)

// World is the computer as a face sees it: what Open builds the real parts from.
type World struct {
	Env           func(string) string // required
	Home          string              // the person's home folder
	PretendedApps bool                // the modeling apps in that home are the demo's: no program that runs belongs to them
	GOOS          string              // runtime.GOOS
	Version       string

	Storage vault.Kind                                  // "" = as the settings say
	Browser func(ctx context.Context, url string) error // nil = the person's browser
	HTTP    http.RoundTripper
	Now     func() time.Time
	After   func(time.Duration) <-chan time.Time
	Random  io.Reader
	Log     *slog.Logger
	// Waiting is told once who holds what a job needs, when waiting for it has
	// taken a second; from another goroutine, and never after the job. nil: nobody.
	Waiting func(LockWait)
	// Passphrase asks a person for the passphrase of sealed_file without a key
	// file; nil: nobody can be asked, and storage is locked. What it returns is
	// wiped after use.
	Passphrase func(ctx context.Context, ask PassphraseAsk) ([]byte, error)
}

// Open builds the jobs on the real parts. It touches nothing yet: no file is
// read, no keyring asked. Errors: ErrHomeUnknown.
func Open(w World) (*Core, error) {
	places, err := paths.Locate(w.Env, w.Home, w.GOOS)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHomeUnknown, err)
	}
	if w.Now == nil {
		w.Now = time.Now
	}
	var browserLook func() error
	if w.Browser == nil {
		w.Browser, browserLook = browser.Open, browser.Look
	}
	asked := newPhrases(w.Passphrase)
	opened := New(Deps{
		Paths: places,
		SessionFile: session.NewStore(places.State, session.StoreOptions{
			Now: w.Now, Version: w.Version, LockFolder: places.LockFolder, Waiting: waitTeller(w.Waiting), After: w.After,
		}),
		BackupStore: session.NewBackups(places.Backups, session.BackupOptions{Now: w.Now, Version: w.Version}),
		RightsCache: rights.NewCache(filepath.Join(places.Cache, "rights"), rights.CacheOptions{Now: w.Now}),
		OpenVault:   vaultOpener(w, places, asked), OpenNetworkVault: vaultOpener(w, forNetwork(places), asked), Env: w.Env,
		Browser: w.Browser, BrowserLook: browserLook, Browsers: personsBrowsers{browsers.System{OS: w.GOOS, Home: w.Home, Env: w.Env}},
		AppFinder: personsApps{env: w.Env, home: w.Home, goos: w.GOOS, pretended: w.PretendedApps},
		HTTP:      w.HTTP, Now: w.Now, After: w.After, Random: w.Random, Log: w.Log, Version: w.Version,
	})
	opened.phrases = asked
	return opened, nil
}

// vaultOpener opens the vault of a name space where the settings say. The
// passphrase of sealed files is asked through phrases.
func vaultOpener(w World, places paths.Paths, asked *phrases) func(Settings) (Vault, error) {
	return func(settings Settings) (Vault, error) {
		kind := w.Storage
		if kind == "" {
			kind = vault.Kind(settings.Storage.Kind)
		}
		sealed := sealedFolder(places, settings.Storage)
		return vault.Open(vault.Options{
			Kind: kind, Namespace: places.Namespace, Folder: sealed, KeyFile: settings.Storage.KeyFile,
			Passphrase: asked.asker(sealed), Now: w.Now, Env: w.Env,
		})
	}
}

// firstKey makes the key file that the settings name when nothing was sealed
// yet. A key that went missing later is not replaced: what it sealed would be
// lost for good, and silently. What a killed writer has left beside the sealed
// files is none of them.
func firstKey(file, sealed string, random io.Reader) error {
	if _, err := os.Lstat(file); !isMissing(err) {
		return nil // vault.Open looks at it
	}
	if files, err := filepath.Glob(filepath.Join(sealed, "*.sealed")); err == nil && len(files) > 0 {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return vault.CreateKeyFile(file, random)
}

// deniedStorage gives what the system denies to secret storage its meaning.
func deniedStorage(err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%w: %w", vault.ErrRefused, err)
	}
	return err
}

// sealedFolder is where the files of sealed_file lie.
func sealedFolder(places paths.Paths, storage StorageSettings) string {
	return filepath.Join(places.State, folderName(storage))
}

// ShowFolder opens a folder, or that of a file, in the person's file manager.
// Errors: browser.ErrNoFileManager.
func ShowFolder(ctx context.Context, path string) error { return browser.ShowFolder(ctx, path) }

// OpenInBrowser opens an address in the person's browser after checking it:
// https, or http on this computer. Errors: browser.ErrAddress, browser.ErrNoBrowser.
func OpenInBrowser(ctx context.Context, address string) error {
	return browser.Open(ctx, address)
}
