package core

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"latchkey/auth"
	"latchkey/session"
)

// specific handles the errors that carry data worth telling.
func specific(err error) (kind, []any, bool) {
	if found, ok := asType[*FileError](err); ok {
		return kind{"file_invalid", ExitUsage, "settings", nil}, filePairs(found), true
	}
	if found, ok := asType[*HelpOnlyError](err); ok {
		return kind{"provider_help_only_" + found.reason(), ExitUsage, "providers", nil},
			[]any{"provider", found.Provider.Name, "id", found.Provider.ID}, true
	}
	if found, ok := asType[*UnknownProviderError](err); ok {
		return kind{"provider_unknown", ExitUsage, "providers", nil}, []any{"provider", found.ID}, true
	}
	if found, ok := asType[*ProviderNotOwnError](err); ok {
		return kind{"provider_not_own", ExitUsage, "", nil}, []any{"provider", found.ID}, true
	}
	if found, ok := asType[*ProviderChangedError](err); ok {
		return kind{"provider_changed", ExitUsage, "sign_in", nil}, []any{"provider", found.Provider}, true
	}
	if found, ok := asType[*UnknownAccountError](err); ok {
		return kind{"account_unknown", ExitUsage, "", nil}, []any{"account", found.Account}, true
	}
	return specificInput(err)
}

// specificInput are those about what a person handed in, and about the place
// where everything lies.
func specificInput(err error) (kind, []any, bool) {
	if found, ok := asType[*ProviderExistsError](err); ok {
		return kind{"provider_exists", ExitUsage, "", nil}, []any{"provider", found.ID}, true
	}
	if found, ok := asType[*InputError](err); ok {
		return kind{"input_invalid", ExitUsage, "", nil}, []any{"key", found.Key, "reason", found.Reason}, true
	}
	if found, ok := asType[*fs.PathError](err); ok && errors.Is(err, syscall.ENOTDIR) {
		return kind{"home_unknown", ExitUsage, "", nil}, []any{"cause", "not_folder", "path", found.Path}, true
	}
	return specificOutside(err)
}

// specificOutside are those of auth and session.
func specificOutside(err error) (kind, []any, bool) {
	if errors.Is(err, context.Canceled) || errors.Is(err, ErrPartlyDone) {
		return kind{}, nil, false
	}
	if found, ok := asType[*session.BusyError](err); ok {
		holder := found.Program
		if found.PID != 0 {
			holder = strings.TrimSpace(holder + " (" + strconv.Itoa(found.PID) + ")")
		}
		if holder != "" {
			return kind{"busy_held", ExitBusy, "retry", nil}, []any{"holder", holder}, true
		}
	}
	if found, ok := asType[*auth.UnreachableError](err); ok {
		return kind{"server_unreachable", ExitNetwork, "retry", nil}, []any{"host", found.Host, "cause", found.Cause}, true
	}
	if found, ok := asType[*auth.SecurityError](err); ok {
		return kind{found.Check, ExitSecurity, "sign_in", nil}, nil, true
	}
	if found, ok := asType[*auth.ProviderResponseError](err); ok && errors.Is(err, auth.ErrProviderRefused) {
		row, pairs := refusal(found)
		return row, pairs, true
	}
	return specificFile(err)
}

// refusal words an error answer of a provider. One that gives no reason is
// mostly no answer of a provider at all: nothing is there, or it is a web page.
func refusal(e *auth.ProviderResponseError) (kind, []any) {
	status := []any{"status", strconv.Itoa(e.Status), "reason", e.Code}
	row := kind{"provider_refused", ExitNotAllowed, "sign_in", nil}
	switch {
	case e.Code == "" && (e.Status == http.StatusNotFound || e.Status == http.StatusGone):
		return kind{"provider_not_found", ExitUsage, "providers", nil}, status
	case e.Code == "" && e.Status != 0:
		return row, append(status, "cause", "status")
	case e.Code == "":
		return row, append(status, "cause", "no_reason")
	}
	return row, status
}

// specificFile are those about the session file and the backups.
func specificFile(err error) (kind, []any, bool) {
	if found, ok := asType[*BackupDamagedError](err); ok {
		return backupDamaged(found.Path)
	}
	if found, ok := asType[*session.UnreadableError](err); ok && len(found.Paths) > 0 {
		return backupDamaged(found.Paths[0])
	}
	if found, ok := asType[*session.DamagedError](err); ok {
		if isManifest(found.Path) {
			return backupDamaged(found.Path)
		}
		return kind{"session_damaged", ExitUsage, "reset", nil}, []any{"file", found.Path, "reason", found.Reason}, true
	}
	if found, ok := asType[*session.RefusedError](err); ok {
		if isManifest(found.Path) {
			return backupDamaged(found.Path)
		}
		return kind{"session_refused", ExitUsage, "reset", nil}, []any{"file", found.Path, "reason", found.Reason}, true
	}
	return kind{}, nil, false
}

// isManifest says whether a file belongs to a backup and not to the session,
// where a reset would be the remedy.
func isManifest(path string) bool { return filepath.Base(path) == "manifest.json" }

func backupDamaged(manifest string) (kind, []any, bool) {
	return kind{"backup_damaged", ExitUsage, "", nil}, []any{"folder", filepath.Dir(manifest)}, true
}

// storagePairs tell which place for secrets a problem is about.
func storagePairs(err error) []any {
	place, ok := asType[*StorageError](err)
	if !ok {
		return nil
	}
	return []any{"cause", string(place.Kind), "folder", place.Folder, "file", place.KeyFile}
}

func filePairs(e *FileError) []any {
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
	switch missing := e.Provider.Missing(); {
	case e.Provider.Help == "demo":
		return "demo"
	case len(missing) == 1 && missing[0] == "serial_pkce":
		return "serial_pkce"
	}
	return "client_id"
}
