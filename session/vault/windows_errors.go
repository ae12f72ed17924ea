package vault

import "strconv"

// Error numbers of Windows, from winerror.h.
const (
	winOutOfMemory       = 8    // ERROR_NOT_ENOUGH_MEMORY
	winFileNotFound      = 2    // ERROR_FILE_NOT_FOUND: DPAPI finds no profile
	winPathNotFound      = 3    // ERROR_PATH_NOT_FOUND: likewise
	winInvalidData       = 13   // ERROR_INVALID_DATA: not a blob of DPAPI, or altered
	winOutOfStorage      = 14   // ERROR_OUTOFMEMORY
	winInvalidParameter  = 87   // ERROR_INVALID_PARAMETER: a blob that is too large
	winServiceDisabled   = 1058 // ERROR_SERVICE_DISABLED: the Credential Manager's own
	winServiceNotActive  = 1062 // ERROR_SERVICE_NOT_ACTIVE
	winNoToken           = 1008 // ERROR_NO_TOKEN
	winNoLogonSession    = 1312 // ERROR_NO_SUCH_LOGON_SESSION
	winNoResources       = 1450 // ERROR_NO_SYSTEM_RESOURCES
	winServerUnavailable = 1722 // RPC_S_SERVER_UNAVAILABLE: the service does not run
	winBadStubData       = 1783 // RPC_X_BAD_STUB_DATA: a blob that is too large

	winBadData       = 0x80090005 // NTE_BAD_DATA
	winBadKeyState   = 0x8009000B // NTE_BAD_KEY_STATE: the user's master key cannot be opened
	winNoSuchKeyset  = 0x80090016 // NTE_BAD_KEYSET
	winTempProfile   = 0x80090024 // NTE_TEMPORARY_PROFILE
	winNoCredentials = 0x8009030E // SEC_E_NO_CREDENTIALS
	hresultPrefix    = 0x80070000 // HRESULT_FROM_WIN32 of a number below 65,536
	hresultMask      = 0xFFFF0000
)

// windowsNumber names an error of Windows for the log and for --verbose; the
// words for a person come from the cause.
type windowsNumber uint32

// Error implements error.
func (n windowsNumber) Error() string {
	if n > 0xFFFF {
		return "Windows error 0x" + strconv.FormatUint(uint64(n), 16)
	}
	return "Windows error " + strconv.FormatUint(uint64(n), 10)
}

// plain undoes HRESULT_FROM_WIN32.
func (n windowsNumber) plain() windowsNumber {
	if n&hresultMask == hresultPrefix {
		return n &^ hresultMask
	}
	return n
}

// credentialCause says what an error of the Credential Manager means. An
// elevated shell, a service or an SSH session has no logon session that may keep
// credentials; unlocking is not a notion there.
func credentialCause(n windowsNumber) error {
	switch n.plain() {
	case winNoLogonSession, winNoToken, winNoCredentials, winTempProfile:
		return ErrNoLogonSession
	case winOutOfMemory, winOutOfStorage, winNoResources:
		return ErrFull
	case winInvalidParameter, winBadStubData:
		return ErrTooLarge
	case winServiceDisabled, winServiceNotActive, winServerUnavailable:
		return ErrMissing
	default: // ERROR_ACCESS_DENIED (5) among them
		return ErrRefused
	}
}

// dpapiCause says what an error of CryptProtectData or CryptUnprotectData means.
func dpapiCause(n windowsNumber) error {
	switch n.plain() {
	case winBadKeyState, winInvalidData, winBadData, winNoSuchKeyset:
		return ErrOtherUser
	case winNoLogonSession, winNoToken, winNoCredentials, winTempProfile, winFileNotFound, winPathNotFound:
		return ErrNoLogonSession
	case winOutOfMemory, winOutOfStorage, winNoResources:
		return ErrFull
	case winServiceDisabled, winServiceNotActive, winServerUnavailable:
		return ErrMissing
	default:
		return ErrRefused
	}
}
