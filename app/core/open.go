package core

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"time"

	"latchkey/auth/browser"
	"latchkey/session"
	"latchkey/session/paths"
	"latchkey/session/rights"
	"latchkey/session/vault"
)

// World is the computer as a face sees it: what Open builds the real parts from.
type World struct {
	Env     func(string) string // required
	Home    string              // the person's home folder
	GOOS    string              // runtime.GOOS
	Version string

	Storage vault.Kind                                  // "" = as the settings say
	Browser func(ctx context.Context, url string) error // nil = the person's browser
	HTTP    http.RoundTripper
	Now     func() time.Time
	Random  io.Reader
	Log     *slog.Logger
}

// Open builds the jobs on the real parts. It touches nothing yet: no file is
// read, no keyring asked.
func Open(w World) (*Core, error) {
	places, err := paths.Locate(w.Env, w.Home, w.GOOS)
	if err != nil {
		return nil, err
	}
	if w.Now == nil {
		w.Now = time.Now
	}
	if w.Browser == nil {
		w.Browser = browser.Open
	}
	return New(Deps{
		Paths:       places,
		SessionFile: session.NewStore(places.State, session.StoreOptions{Now: w.Now, Version: w.Version, LockFolder: places.LockFolder}),
		BackupStore: session.NewBackups(places.Backups, session.BackupOptions{Now: w.Now, Version: w.Version}),
		RightsCache: rights.NewCache(filepath.Join(places.Cache, "rights"), rights.CacheOptions{Now: w.Now}),
		OpenVault:   vaultOpener(w, places),
		Browser:     w.Browser,
		HTTP:        w.HTTP, Now: w.Now, Random: w.Random, Log: w.Log, Version: w.Version,
	}), nil
}

func vaultOpener(w World, places paths.Paths) func(Settings) (Vault, error) {
	return func(settings Settings) (Vault, error) {
		kind := w.Storage
		if kind == "" {
			kind = vault.Kind(settings.Storage.Kind)
		}
		return vault.Open(vault.Options{
			Kind: kind, Namespace: places.Namespace,
			Folder: filepath.Join(places.State, "sealed"), KeyFile: settings.Storage.KeyFile,
			Now: w.Now, Env: w.Env,
		})
	}
}
