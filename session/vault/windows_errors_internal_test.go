package vault

import (
	"errors"
	"strings"
	"testing"
)

func TestErrorNumbersOfWindowsGetTheirCause(t *testing.T) {
	for name, tc := range map[string]struct {
		cause  func(windowsNumber) error
		number windowsNumber
		want   error
		state  State
	}{
		"SSH or a service":                 {credentialCause, 1312, ErrNoLogonSession, StateRefused},
		"the same as HRESULT":              {credentialCause, 0x80070520, ErrNoLogonSession, StateRefused},
		"no credentials in this session":   {credentialCause, 0x8009030E, ErrNoLogonSession, StateRefused},
		"no token":                         {credentialCause, 1008, ErrNoLogonSession, StateRefused},
		"no memory":                        {credentialCause, 8, ErrFull, StateRefused},
		"no resources":                     {credentialCause, 1450, ErrFull, StateRefused},
		"a blob that is too large":         {credentialCause, 1783, ErrTooLarge, StateRefused},
		"access denied":                    {credentialCause, 5, ErrRefused, StateRefused},
		"the service is off":               {credentialCause, 1058, ErrMissing, StateMissing},
		"the service does not run":         {credentialCause, 1722, ErrMissing, StateMissing},
		"a number nobody knows":            {credentialCause, 4711, ErrRefused, StateRefused},
		"a key of another user":            {dpapiCause, 0x8009000B, ErrOtherUser, StateRefused},
		"a blob that was altered":          {dpapiCause, 13, ErrOtherUser, StateRefused},
		"the same, as HRESULT":             {dpapiCause, 0x8007000D, ErrOtherUser, StateRefused},
		"bad data":                         {dpapiCause, 0x80090005, ErrOtherUser, StateRefused},
		"no profile is loaded":             {dpapiCause, 2, ErrNoLogonSession, StateRefused},
		"no profile is loaded, as HRESULT": {dpapiCause, 0x80070002, ErrNoLogonSession, StateRefused},
		"DPAPI over SSH":                   {dpapiCause, 1312, ErrNoLogonSession, StateRefused},
		"DPAPI denied":                     {dpapiCause, 5, ErrRefused, StateRefused},
	} {
		got := tc.cause(tc.number)
		if got != tc.want || stateOf(got) != tc.state { //nolint:errorlint // the sentinel itself
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
	for number, want := range map[windowsNumber]string{1312: "Windows error 1312", 0x8009000B: "Windows error 0x8009000b"} {
		if got := number.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestCausesAreAlsoTheirKind(t *testing.T) {
	for cause, kind := range map[error]error{
		ErrWrongKey: ErrLocked, ErrWrongPassphrase: ErrLocked, ErrNeedsPassphrase: ErrLocked, ErrNeedsKeyFile: ErrLocked,
		ErrNoPassphrase: ErrLocked, ErrKeyFileMissing: ErrMissing, ErrKeyFileUnusable: ErrRefused, ErrOtherUser: ErrRefused,
		ErrNoLogonSession: ErrRefused, ErrFull: ErrRefused,
	} {
		if !errors.Is(cause, kind) || errors.Is(kind, cause) || !strings.HasPrefix(cause.Error(), kind.Error()) {
			t.Errorf("%v is not a case of %v", cause, kind)
		}
	}
}
