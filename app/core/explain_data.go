package core

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"latchkey/app/doctor"
	"latchkey/session"
	"latchkey/session/paths"
	"latchkey/session/tomlfile"
)

// specific handles the errors that carry data worth telling.
func specific(err error) (kind, []any, bool) {
	if found, ok := asType[*tomlfile.Error](err); ok {
		return kind{code: "file_invalid", exit: ExitUsage, action: "settings"}, filePairs(found), true
	}
	if found, ok := asType[*HelpOnlyError](err); ok {
		return kind{code: "provider_help_only_" + found.reason(), exit: ExitUsage, action: "providers"},
			[]any{"provider", found.Provider.Name, "id", found.Provider.ID}, true
	}
	if found, ok := asType[*UnknownProviderError](err); ok {
		return kind{code: "provider_unknown", exit: ExitUsage, action: "providers"}, []any{"provider", found.ID}, true
	}
	if found, ok := asType[*ProviderNotOwnError](err); ok {
		return kind{code: "provider_not_own", exit: ExitUsage, action: ""}, []any{"provider", found.ID}, true
	}
	if found, ok := asType[*ProviderChangedError](err); ok {
		return kind{code: "provider_changed", exit: ExitUsage, action: "sign_in"}, []any{"provider", found.Provider}, true
	}
	if found, ok := asType[*UnknownAccountError](err); ok {
		return kind{code: "account_unknown", exit: ExitUsage, action: ""}, []any{"account", found.Account}, true
	}
	return specificInput(err)
}

// specificInput are those about what a person handed in, and about the place
// where everything lies.
func specificInput(err error) (kind, []any, bool) {
	if found, pairs, ok := specificBrowser(err); ok {
		return found, pairs, true
	}
	if found, ok := asType[*AppRunningError](err); ok {
		return kind{code: "app_running", exit: ExitBusy, action: "retry"}, []any{"apps", strings.Join(found.Apps, ", ")}, true
	}
	if found, ok := asType[*ForbiddenAppError](err); ok {
		return kind{code: "app_forbidden", exit: ExitNotAllowed, action: ""}, []any{"app", found.ID}, true
	}
	if found, ok := asType[*UnknownAppError](err); ok {
		return kind{code: "app_unknown", exit: ExitUsage, action: ""}, []any{"app", found.ID}, true
	}
	if errors.Is(err, paths.ErrNoHome) && !errors.Is(err, ErrHomeUnknown) {
		return kind{code: "home_unknown", exit: ExitUsage, action: ""}, []any{"cause", "apps"}, true
	}
	if found, ok := asType[*UnknownSettingError](err); ok {
		return kind{code: "setting_unknown", exit: ExitUsage, action: ""}, []any{"key", found.Key}, true
	}
	if found, pairs, ok := specificNamed(err); ok {
		return found, pairs, true
	}
	if found, ok := asType[*ProviderExistsError](err); ok {
		return kind{code: "provider_exists", exit: ExitUsage, action: ""}, []any{"provider", found.ID}, true
	}
	if found, ok := asType[*InputError](err); ok {
		return kind{code: "input_invalid", exit: ExitUsage, action: ""}, []any{"key", found.Key, "reason", found.Reason}, true
	}
	if found, ok := asType[*fs.PathError](err); ok && errors.Is(err, syscall.ENOTDIR) {
		return kind{code: "home_unknown", exit: ExitUsage, action: ""}, []any{"cause", "not_folder", "path", found.Path}, true
	}
	return specificOutside(err)
}

// specificNamed are names that mean nothing here: of a check, of what somebody
// cannot work with, of a symptom.
func specificNamed(err error) (kind, []any, bool) {
	if found, ok := asType[*doctor.UnknownCheckError](err); ok {
		return kind{code: "check_unknown", exit: ExitUsage}, []any{"check", found.ID}, true
	}
	if found, ok := asType[*UnknownSubjectError](err); ok {
		return kind{code: "subject_unknown", exit: ExitUsage}, []any{"subject", found.Name}, true
	}
	if found, ok := asType[*UnknownSymptomError](err); ok {
		return kind{code: "symptom_unknown", exit: ExitUsage}, []any{"symptom", found.ID}, true
	}
	if found, ok := asType[*BundleTakenError](err); ok {
		return kind{code: "bundle_taken", exit: ExitUsage}, []any{"path", found.Path}, true
	}
	return kind{}, nil, false
}

// specificOutside are those of auth and session.
func specificOutside(err error) (kind, []any, bool) {
	if errors.Is(err, context.Canceled) || errors.Is(err, ErrPartlyDone) {
		return kind{}, nil, false
	}
	if found, ok := asType[*session.BusyError](err); ok {
		if row, pairs, ok := busy(found); ok {
			return row, pairs, true
		}
	}
	if found, pairs, ok := specificAnswer(err); ok {
		return found, pairs, true
	}
	return specificFile(err)
}

// specificFile are those about the session file and the backups.
func specificFile(err error) (kind, []any, bool) {
	if found, ok := asType[*BackupDamagedError](err); ok {
		return backupDamaged(found.Path)
	}
	if found, ok := asType[*session.NewerBackupError](err); ok {
		return kind{code: "backup_newer", exit: ExitUsage, action: ""}, []any{"folder", filepath.Dir(found.Path)}, true
	}
	if found, ok := asType[*session.UnreadableError](err); ok && len(found.Paths) > 0 {
		return backupDamaged(found.Paths[0])
	}
	if found, ok := asType[*session.DamagedError](err); ok {
		if isManifest(found.Path) {
			return backupDamaged(found.Path)
		}
		return kind{code: "session_damaged", exit: ExitUsage, action: "reset"}, []any{"file", found.Path, "reason", found.Reason}, true
	}
	if found, ok := asType[*session.RefusedError](err); ok {
		if isManifest(found.Path) {
			return backupDamaged(found.Path)
		}
		if found.Backups {
			return kind{code: "backup_refused", exit: ExitUsage, action: ""}, []any{"folder", found.Path, "reason", found.Reason}, true
		}
		return kind{code: "session_refused", exit: ExitUsage, action: "reset"}, []any{"file", found.Path, "reason", found.Reason}, true
	}
	return kind{}, nil, false
}

// isManifest says whether a file belongs to a backup and not to the session,
// where a reset would be the remedy.
func isManifest(path string) bool { return filepath.Base(path) == "manifest.json" }

func backupDamaged(manifest string) (kind, []any, bool) {
	return kind{code: "backup_damaged", exit: ExitUsage, action: ""}, []any{"folder", filepath.Dir(manifest)}, true
}

// storagePairs tell which place for secrets a problem is about.
func storagePairs(err error) []any {
	place, ok := asType[*StorageError](err)
	if !ok {
		return nil
	}
	return []any{"cause", string(place.Kind), "folder", place.Folder, "file", place.KeyFile}
}

func filePairs(e *tomlfile.Error) []any {
	place := e.File
	if e.Line > 0 {
		place += ":" + strconv.Itoa(e.Line)
	}
	key := e.Key
	if key == "" {
		key = "-"
	}
	return []any{"place", place, "key", key, "reason", e.Reason}
}

// reason picks the words for what a help-only provider lacks.
func (e *HelpOnlyError) reason() string {
	if e.Provider.Help == "demo" {
		return "demo"
	}
	return "client_id"
}
