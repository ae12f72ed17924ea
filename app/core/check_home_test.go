//go:build linux

package core_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/app/core"
)

func TestWhatIsWrongWithTheHomeIsFoundBeforeItsConsequences(t *testing.T) {
	at := func(h *home, parts ...string) string { return filepath.Join(append([]string{h.folder}, parts...)...) }
	mode := func(mode os.FileMode, parts ...string) func(*home, *watchedVault) {
		return func(h *home, _ *watchedVault) { must(h, os.Chmod(at(h, parts...), mode)) }
	}
	edit := func(text string, parts ...string) func(*home, *watchedVault) {
		return func(h *home, _ *watchedVault) { must(h, writeBelow(at(h, parts...), text)) }
	}
	for _, row := range []checkRow{
		{name: "others may write", seed: mode(0o770, "state"), check: "home", code: "home_shared", fix: core.MendTighten},
		{name: "others may look", seed: mode(0o755, "config"), check: "home", result: "warn", code: "home_shared", fix: core.MendTighten},
		{
			name: "a file in the way", seed: func(h *home, _ *watchedVault) {
				must(h, os.RemoveAll(at(h, "cache")))
				must(h, os.WriteFile(at(h, "cache"), nil, 0o600))
			}, check: "home", code: "home_unknown", fix: core.MendOwnFolder,
		},
		{
			name: "a file in the way of the settings", seed: func(h *home, _ *watchedVault) {
				must(h, os.RemoveAll(at(h, "config")))
				must(h, os.WriteFile(at(h, "config"), nil, 0o600))
			}, check: "home", code: "home_unknown", fix: core.MendOwnFolder,
		},
		{
			name: "of another user", seed: func(h *home, _ *watchedVault) { must(h, os.Chown(at(h, "state"), 12345, 12345)) },
			check: "home", code: "home_refused", fix: core.MendOwnFolder,
		},
		{
			name: "session file cut off", seed: func(h *home, _ *watchedVault) { must(h, os.Truncate(h.SessionFile.Path(), 40)) },
			check: "session-file", code: "session_damaged", fix: core.MendResetSession,
		},
		{name: "session file newer", seed: func(h *home, _ *watchedVault) { h.writeNewer() }, check: "session-file", code: "session_newer", fix: core.MendUpdate},
		{
			name: "session file a link", seed: func(h *home, _ *watchedVault) {
				must(h, os.Rename(h.SessionFile.Path(), at(h, "elsewhere")))
				must(h, os.Symlink(at(h, "elsewhere"), h.SessionFile.Path()))
			}, check: "session-file", code: "session_refused", fix: core.MendResetSession,
		},
		{name: "session file readable", seed: mode(0o644, "state", "login_session.json"), check: "session-file", code: "session_refused", fix: core.MendTighten},
		{name: "session file writable", seed: mode(0o666, "state", "login_session.json"), check: "session-file", code: "session_refused", fix: core.MendResetSession},
		{name: "settings", seed: edit("appearance = \"loud\"\n", "config", "settings.toml"), check: "settings", code: "file_invalid", fix: core.MendSettings},
		{name: "a provider", seed: edit("id = 7\n", "config", "providers", "odd.toml"), check: "settings", code: "file_invalid", fix: core.MendSettings},
		{
			name: "an app", seed: edit("id = \"labcad\"\n", "config", "apps", "labcad.toml"), check: "settings", result: "warn", code: "file_invalid",
			fix: core.MendSettings,
		},
		{
			name: "an authority", seed: edit("[network]\nca_files = [\"/nowhere.pem\"]\n", "config", "settings.toml"), check: "settings",
			code: "file_invalid", fix: core.MendSettings,
		},
		{
			name: "the provider moved", seed: func(h *home, _ *watchedVault) {
				file := at(h, "config", "providers", "demo.toml")
				must(h, os.WriteFile(file, []byte(strings.ReplaceAll(string(h.read(file)), h.server.ClientID(), "another")), 0o600))
			}, check: "provider", code: "provider_changed", fix: core.MendSignIn,
		},
	} {
		t.Run(row.name, row.try)
	}
}

func writeBelow(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o600)
}

func TestTighteningMakesTheChecksPass(t *testing.T) {
	for name, path := range map[string]string{"folder": "state", "session file": "state/login_session.json"} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.signIn()
			must(h, os.Chmod(filepath.Join(h.folder, path), 0o755))
			answer := h.doctor(core.DoctorOptions{Fix: true})
			wantHealthy(t, answer)
			if len(answer.Fixed) != 1 || answer.Fixed[0].Fix != core.MendTighten || answer.Fixed[0].Result != "done" || answer.Fixed[0].After != "pass" {
				t.Errorf("fixed %+v", answer.Fixed)
			}
		})
	}
}

func TestAFolderThatCannotBeMadeIsFound(t *testing.T) {
	h := &home{t: t, folder: t.TempDir(), clock: &clock{}}
	must(h, os.WriteFile(filepath.Join(h.folder, "file"), nil, 0o600))
	h.folder = filepath.Join(h.folder, "file", "below")
	h.Core = h.open("memory")
	wantWorst(t, h.doctor(core.DoctorOptions{Only: []string{"home"}}), "home", "fail", "home_unknown", core.MendOwnFolder)
}
