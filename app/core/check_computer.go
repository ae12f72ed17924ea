package core

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"latchkey/app/doctor"
	"latchkey/session/tomlfile"
)

func (d *diagnosis) computerChecks() []doctor.Check {
	return []doctor.Check{
		{ID: "display", Look: d.lookAtDisplay},
		{ID: "policy", Look: d.lookAtPolicy},
		{ID: "version", Look: d.lookAtVersion},
	}
}

func (d *diagnosis) lookAtVersion(context.Context) doctor.Finding {
	return doctor.Passed("version", "version", doctor.Version(shortVersion(d.core.Version)),
		"system", doctor.Code(runtime.GOOS+"/"+runtime.GOARCH))
}

// toAdministrator is the fix of a file that only the machine's administrator writes.
var toAdministrator = doctor.Fix{ID: MendAdministrator, Argument: "files"}

// lookAtPolicy reads what the machine's administrator wrote, and whether nobody
// else could have.
func (d *diagnosis) lookAtPolicy(context.Context) doctor.Finding {
	folder, found := d.core.Deps.Paths.MachineProviders, 0
	_, network, err := d.core.machineNetwork()
	if err != nil {
		return policyFault(err)
	}
	if network != "" {
		found++
	}
	profiles := map[string]Profile{}
	if err := readProfiles(folder, "machine", profiles); err != nil {
		return policyFault(err)
	}
	for _, problem := range d.core.catalogue().Problems {
		if file, ok := asType[*tomlfile.Error](problem); ok && isMachineApp(file.File, d.core.Deps.Paths.MachineApps) {
			warning := policyFault(problem)
			warning.Verdict = doctor.Warn // the other entries are used all the same
			return warning
		}
	}
	if foreign := d.core.foreignFile(profiles); foreign != nil {
		warning := policyFault(foreign)
		warning.Verdict = doctor.Warn
		return warning
	}
	if entries, err := os.ReadDir(d.core.Deps.Paths.MachineApps); err == nil {
		found += len(entries)
	}
	if found += len(profiles); found == 0 {
		return doctor.Skipped("no_policy")
	}
	return doctor.Passed("policy", "n", doctor.Number(found), "folder", doctor.Path(filepath.Dir(folder)))
}

// isMachineApp says whether a problem of the catalogue is about the machine's
// folder: a file in it, or the folder and what is on the way to it.
func isMachineApp(file, folder string) bool { return isBelow(file, folder) || isBelow(folder, file) }

// foreignFile is the first of the machine's providers that somebody else than the
// administrator could have written; nil when there is none.
func (c *Core) foreignFile(profiles map[string]Profile) error {
	for _, profile := range profiles {
		if err := c.wire.isMachines(profile.File); err != nil {
			return err
		}
	}
	return nil
}

// policyFault tells a file with a mistake from one that nobody should believe.
func policyFault(err error) doctor.Finding {
	finding := fileFault(err)
	finding.Fix = toAdministrator
	file, ok := asType[*tomlfile.Error](err)
	if strange, _ := asType[*tomlfile.Error](notMachines("")); ok && file.Reason == strange.Reason {
		finding.Code, finding.Err = "policy_invalid", nil
		finding.Evidence = doctor.Saw("file_foreign", "file", doctor.Path(file.File))
	}
	if errors.Is(err, fs.ErrPermission) {
		finding.Evidence = doctor.Saw("file_unreadable")
	}
	return finding
}

// libraries are the usual folders of a Linux system's libraries.
var libraries = []string{
	"/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/usr/lib/*-linux-gnu", "/lib/*-linux-gnu", "/run/opengl-driver/lib",
}

// lookAtDisplay says whether a window could be opened. It looks only where there
// is a screen: on a server, and over plain SSH, nobody expects one.
func (d *diagnosis) lookAtDisplay(ctx context.Context) doctor.Finding {
	if runtime.GOOS != "linux" {
		return doctor.Skipped("display_always")
	}
	display, wayland := d.core.Env("DISPLAY"), d.core.Env("WAYLAND_DISPLAY")
	if display == "" && wayland == "" {
		return doctor.Skipped("no_display")
	}
	if !answersDisplay(ctx, display, wayland, d.core.Env("XDG_RUNTIME_DIR")) {
		silent := doctor.Saw("display_silent", "display", doctor.Name(strings.TrimSpace(display+" "+wayland)))
		return doctor.Warned("display_unavailable", doctor.Fix{ID: MendRetry}, silent)
	}
	folders := append(filepath.SplitList(d.core.Env("LD_LIBRARY_PATH")), libraries...)
	if !hasLibrary("libGL.so.1", "/etc/ld.so.cache", folders) {
		return doctor.Warned("opengl_missing", doctor.Fix{ID: MendAdministrator, Argument: "opengl"}, doctor.Saw("opengl_missing"))
	}
	return doctor.Passed("display")
}
