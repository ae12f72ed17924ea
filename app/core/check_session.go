package core

import (
	"context"
	"errors"
	"net/url"

	"latchkey/app/doctor"
	"latchkey/session"
)

func (d *diagnosis) sessionChecks() []doctor.Check {
	before := []string{
		"discovery", "keys", "token-endpoint", "loopback", "browser", "browser-policy", "storage-write", "provider", "session-file",
	}
	return []doctor.Check{
		{ID: "session-file", Link: doctor.LinkSession, After: []string{"home"}, Look: d.lookAtSessionFile},
		{ID: "provider", Link: doctor.LinkSession, After: []string{"settings", "home"}, Look: d.lookAtProvider},
		d.loopbackCheck(),
		d.browserCheck(),
		d.browserPolicyCheck(),
		{ID: "last-sign-in", Link: doctor.LinkSession, After: before, Look: d.lookAtLastSignIn},
		{ID: "signed-in", Link: doctor.LinkSession, After: []string{"last-sign-in"}, Look: d.lookAtSignedIn},
	}
}

// lookAtSessionFile reads it as every job does.
func (d *diagnosis) lookAtSessionFile(context.Context) doctor.Finding {
	path := d.core.SessionFile.Path()
	record, err := d.core.SessionFile.Read()
	saw := doctor.Saw("session_file_bad", "file", doctor.Path(path))
	switch {
	case errors.Is(err, session.ErrMissing):
		return doctor.Skipped("session_file_missing")
	case errors.Is(err, session.ErrRefused) && isOnlyReadByOthers(path):
		return doctor.Failed(Code(err), doctor.Fix{ID: MendTighten, Argument: path}, saw).Because(err)
	case err != nil:
		return fault(err, saw)
	}
	return doctor.Passed("session_file", "n", doctor.Number(len(record.Accounts)), "at", doctor.Moment(record.WrittenAt))
}

// lookAtProvider says whether somebody can sign in at it, and whether it is still
// the one that the account signed in to.
func (d *diagnosis) lookAtProvider(context.Context) doctor.Finding {
	profile, err := d.profile()
	switch {
	case errors.Is(err, ErrNoProvider):
		return doctor.Skipped("no_provider")
	case err != nil:
		return fault(err, doctor.Saw("provider_bad"))
	}
	account, missing := d.account()
	if helpOnly := doctor.Saw("help_only", "provider", doctor.Name(profile.Name)); len(profile.Missing()) > 0 {
		if missing == nil { // the sign-in is from when it was more than that; its tokens are shown to nobody now
			err := &ProviderChangedError{Provider: account.Provider}
			return doctor.Failed(Code(err), doctor.Fix{ID: MendProvider}, helpOnly).Because(err)
		}
		return doctor.Finding{Verdict: doctor.Skip, Evidence: helpOnly}
	}
	if missing == nil && (profile.Issuer != account.Issuer || profile.ClientID != account.ClientID) {
		err := &ProviderChangedError{Provider: account.Provider}
		saw := doctor.Saw("provider_changed", "before", doctor.Host(hostOf(account.Issuer)), "after", doctor.Host(hostOf(profile.Issuer)))
		return doctor.Failed(Code(err), doctor.Fix{ID: MendSignIn}, saw).Because(err)
	}
	return doctor.Passed("provider", "provider", doctor.Name(profile.Name), "host", doctor.Host(hostOf(profile.Issuer)))
}

// hostOf is the host of an address, with the port where it names one.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
