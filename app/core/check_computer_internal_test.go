//go:build linux

package core

import (
	"net"
	"os"
	"path/filepath"
	"testing"

	"latchkey/app/doctor"
	"latchkey/session/paths"
)

// machineWith is a core whose machine has files of its own.
func machineWith(t *testing.T, isMachines func(string) error, files map[string]string) *diagnosis {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	core := &Core{wire: wire{isMachines: isMachines}}
	core.Deps.Paths = paths.Paths{
		MachineProviders: filepath.Join(folder, "providers"), MachineApps: filepath.Join(folder, "apps"), Apps: filepath.Join(folder, "none"),
	}
	return newDiagnosis(core, DoctorOptions{})
}

func TestTheMachinesFilesAreReadAndMustBeTheAdministrators(t *testing.T) {
	trusted := func(string) error { return nil }
	const provider = "id = \"acme\"\nname = \"Acme\"\n"
	for name, row := range map[string]struct {
		isMachines func(string) error
		files      map[string]string
		verdict    doctor.Verdict
		code       string
	}{
		"none":                    {trusted, nil, doctor.Skip, ""},
		"in order":                {trusted, map[string]string{"providers/acme.toml": provider}, doctor.Pass, ""},
		"a wrong provider":        {trusted, map[string]string{"providers/acme.toml": "id = 7\n"}, doctor.Fail, "file_invalid"},
		"a wrong network":         {trusted, map[string]string{"network.toml": "proxi = \"x\"\n"}, doctor.Fail, "file_invalid"},
		"a wrong app":             {trusted, map[string]string{"apps/labcad.toml": "id = \"labcad\"\n"}, doctor.Warn, "file_invalid"},
		"a provider of somebody":  {notMachines, map[string]string{"providers/acme.toml": provider}, doctor.Warn, "policy_invalid"},
		"a network of somebody":   {notMachines, map[string]string{"network.toml": "proxy = \"http://proxy.lan:3128\"\n"}, doctor.Fail, "policy_invalid"},
		"apps that anybody wrote": {notMachines, map[string]string{"apps/labcad.toml": "id = \"labcad\"\n"}, doctor.Warn, "policy_invalid"},
	} {
		found := machineWith(t, row.isMachines, row.files).lookAtPolicy(t.Context())
		if found.Verdict != row.verdict || found.Code != row.code {
			t.Errorf("%s: %s %s %v", name, found.Verdict, found.Code, found.Err)
		}
		if found.Verdict == doctor.Fail && found.Fix != toAdministrator {
			t.Errorf("%s: fix %+v", name, found.Fix)
		}
	}
}

func TestAScreenIsLookedForWhereOneIsNamed(t *testing.T) {
	screen := filepath.Join(t.TempDir(), "screen")
	listener, err := net.Listen("unix", screen)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	for _, row := range []struct {
		display, wayland, runtime string
		want                      bool
	}{
		{"", screen, "", true},
		{"", "screen", filepath.Dir(screen), true},
		{"", "/nowhere", "", false},
		{":54321", "", "", false},
		{"unix:54321.0", "", "", false},
		{"far.example:0", "", "", true},
	} {
		if got := answersDisplay(t.Context(), row.display, row.wayland, row.runtime); got != row.want {
			t.Errorf("%+v: %t", row, got)
		}
	}
}

func TestALibraryIsFoundInTheLoadersCacheOrInAFolder(t *testing.T) {
	folder := t.TempDir()
	cache := filepath.Join(folder, "cache")
	if hasLibrary("libGL.so.1", cache, []string{folder}) {
		t.Error("found where nothing is")
	}
	if err := os.WriteFile(cache, []byte("\x00libGL.so.1\x00/usr/lib/libGL.so.1\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !hasLibrary("libGL.so.1", cache, nil) {
		t.Error("not found in the cache")
	}
	sub := filepath.Join(folder, "x-linux-gnu")
	if err := os.MkdirAll(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(sub, "libGL.so.1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if !hasLibrary("libGL.so.1", "/nowhere", []string{filepath.Join(folder, "*-linux-gnu")}) {
		t.Error("not found in the folder")
	}
}
