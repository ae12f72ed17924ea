package core

import (
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"

	"latchkey/session/tomlfile"
)

// writing are the rights with which a file's content or its protection changes.
const writing = windows.FILE_WRITE_DATA | windows.FILE_APPEND_DATA | windows.DELETE | windows.WRITE_DAC | windows.WRITE_OWNER |
	windows.GENERIC_WRITE | windows.GENERIC_ALL

// trustedInstaller is who owns Windows' own files.
const trustedInstaller = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"

// isMachines checks that a file and its folder belong to the administrators, and
// that the file grants nobody else a way to change it. In folders below
// ProgramData everybody may make files of their own; those are theirs, and so
// they are not believed. Errors: *tomlfile.Error.
func isMachines(file string) error {
	for _, path := range []string{filepath.Dir(file), file} {
		security, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT,
			windows.OWNER_SECURITY_INFORMATION|windows.DACL_SECURITY_INFORMATION)
		if err != nil {
			return &tomlfile.Error{File: path, Reason: reasonOf(err)}
		}
		owner, _, err := security.Owner()
		if err != nil || !isAdministrator(owner) || path == file && !onlyAdministratorsWrite(security) {
			return notMachines(path)
		}
	}
	return nil
}

func isAdministrator(sid *windows.SID) bool {
	return sid != nil && (sid.IsWellKnown(windows.WinBuiltinAdministratorsSid) || sid.IsWellKnown(windows.WinLocalSystemSid) ||
		sid.String() == trustedInstaller)
}

// onlyAdministratorsWrite is false when there is no list of who may do what:
// then everybody may do everything.
func onlyAdministratorsWrite(security *windows.SECURITY_DESCRIPTOR) bool {
	list, _, err := security.DACL()
	if err != nil || list == nil {
		return false
	}
	for i := range uint32(list.AceCount) {
		var entry *windows.ACCESS_ALLOWED_ACE
		if windows.GetAce(list, i, &entry) != nil {
			return false
		}
		switch entry.Header.AceType {
		case windows.ACCESS_DENIED_ACE_TYPE:
		case windows.ACCESS_ALLOWED_ACE_TYPE:
			sid := (*windows.SID)(unsafe.Pointer(&entry.SidStart)) //nolint:gosec // G103: this is how the structure is laid out
			if entry.Mask&writing != 0 && !isAdministrator(sid) {
				return false
			}
		default:
			return false // a kind of entry that nobody thought of here
		}
	}
	return true
}
