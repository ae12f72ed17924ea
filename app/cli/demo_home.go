package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

// demoProvider is the id under which a demo home knows its provider.
const demoProvider = "demo"

// demoHome is a world of its own: nothing outside its folder is touched, the
// person's keyring neither, so its secrets lie in a sealed file.
type demoHome struct {
	folder    string
	temporary bool
}

// makeDemoHome makes a temporary folder, or uses the one that was named.
func makeDemoHome(named string) (demoHome, error) {
	if named == "" {
		folder, err := os.MkdirTemp("", "latchkey-demo-")
		if err != nil {
			return demoHome{}, fmt.Errorf("make a home for the demo: %w", err)
		}
		return demoHome{folder: folder, temporary: true}, nil
	}
	folder, err := filepath.Abs(named)
	if err == nil {
		err = os.MkdirAll(folder, 0o700)
	}
	if err != nil {
		return demoHome{}, fmt.Errorf("make a home for the demo: %w", err)
	}
	return demoHome{folder: folder}, nil
}

// empty says whether nothing is there yet: the tour's checks count what it made.
func (h demoHome) empty() bool {
	entries, err := os.ReadDir(h.folder)
	return err == nil && len(entries) == 0
}

// remove takes a temporary home away, and only that.
func (h demoHome) remove() {
	if h.temporary {
		_ = os.RemoveAll(h.folder)
	}
}

// env is the environment of a program that runs in this home. The modeling apps
// of the demo are pretended ones, and it has no browser of its own: the person’s
// are out of its reach.
func (h demoHome) env(outside func(string) string) func(string) string {
	return func(name string) string {
		switch name {
		case "LATCHKEY_HOME":
			return h.folder
		case "USERPROFILE":
			return h.person()
		case "APPDATA", "LOCALAPPDATA", "ProgramData", "WINEPREFIX", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
			"CHROME_CONFIG_HOME", "CHROME_USER_DATA_DIR":
			return "" // as usual, below the person's folder
		}
		return outside(name)
	}
}

// person is the home folder of the person in the demo.
func (h demoHome) person() string { return filepath.Join(h.folder, "person") }

// keyFile holds the key of the sealed file, beside the settings.
func (h demoHome) keyFile(settings string) string {
	return filepath.Join(filepath.Dir(settings), "demo.key")
}

// options open the jobs in this home.
func (h demoHome) options(c *call, browser func(context.Context, string) error) Options {
	return Options{Env: h.env(c.Env), Home: h.person(), PretendedApps: true, Browser: browser, Log: c.log(), Passphrase: c.passphrase()}
}

// furnish writes the provider's description and chooses it. Settings that a
// named home already has are kept.
func (h demoHome) furnish(ctx context.Context, opened *core.Core, server *demoidp.Server, faults []string) error {
	if err := h.pretendApps(); err != nil {
		return err
	}
	settings, err := opened.Settings()
	if err != nil {
		return err
	}
	_, err = os.Lstat(opened.Paths().Settings)
	if errors.Is(err, fs.ErrNotExist) {
		settings.Storage = core.StorageSettings{
			Kind: string(vault.SealedFile), KeyFile: h.keyFile(opened.Paths().Settings),
		}
		err := vault.CreateKeyFile(settings.Storage.KeyFile, nil)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	binding := "off"
	if bindsTokens(faults) {
		binding = "required"
	}
	if _, err := opened.AddProvider(ctx, core.ProviderInput{
		ID: demoProvider, Name: "Demo", Issuer: server.Issuer(), ClientID: server.ClientID(),
		Scopes: []string{"openid", "profile", "email", "offline_access"}, RightsURL: server.RightsURL(), DPoP: binding,
		Links:   server.Links(),
		Replace: true, // a named home knows the demo from before, at another port
	}); err != nil {
		return err
	}
	settings.Provider = demoProvider
	return opened.SaveSettings(settings)
}
