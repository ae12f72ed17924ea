package core

import (
	"cmp"
	"context"
	"errors"

	"latchkey/app/doctor"
	"latchkey/session"
)

// cancelledCodes are ends of a sign-in that say nothing about what stands in the
// way: the person has ended it.
var cancelledCodes = map[string]bool{"": true, "cancelled": true}

// lookAtLastSignIn tells why the last attempt failed, where nobody has signed in
// since. Everything that could be the reason and can be looked at was looked at
// before, so what is left is what the attempt itself met.
func (d *diagnosis) lookAtLastSignIn(context.Context) doctor.Finding {
	profile, able := d.canSignIn()
	if !able {
		return doctor.Skipped("nowhere_to_sign_in")
	}
	attempt, made := d.core.lastAttempt()
	at := doctor.Moment(attempt.At)
	account, err := d.account()
	switch {
	case !made, attempt.Provider != "" && attempt.Provider != profile.ID:
		return doctor.Skipped("no_attempt")
	case attempt.Result != "failed" || cancelledCodes[attempt.Problem]:
		return doctor.Passed("last_attempt", "at", at)
	case err == nil && account.State == session.SignedIn:
		return doctor.Passed("signed_in_all_the_same", "at", at)
	}
	fix := doctor.Fix{ID: MendSignIn}
	if attempt.Problem == Code(ErrWrongAccount) {
		fix.ID = MendSignInOther
	}
	return doctor.Failed(attempt.Problem, fix, doctor.Saw("last_attempt_failed", "at", at))
}

// lookAtSignedIn says whether there is a session, as far as this computer knows.
func (d *diagnosis) lookAtSignedIn(context.Context) doctor.Finding {
	account, err := d.account()
	signIn := doctor.Fix{ID: MendSignIn}
	if errors.Is(err, ErrNotSignedIn) {
		profile, able := d.canSignIn()
		switch {
		case able:
			return doctor.Failed("not_signed_in", signIn, doctor.Saw("not_signed_in", "provider", doctor.Name(profile.Name))).Because(err)
		case profile.ID != "":
			return doctor.Skipped("help_only", "provider", doctor.Name(profile.Name))
		}
		return doctor.Skipped("no_provider")
	}
	if err != nil {
		return fault(err, doctor.Saw("account_unclear"))
	}
	saw := func(code string) doctor.Evidence {
		return doctor.Saw(code, "email", doctor.Person(nameOf(account)), "since", doctor.Moment(account.SignedInAt))
	}
	switch d.core.accountState(account) {
	case StateSignInNeeded:
		code := cmp.Or(account.Problem, "sign_in_needed")
		if code == "sign_in_needed" {
			code = cmp.Or(d.core.refusedRenewal(account.ID), code)
		}
		ended := saw("session_ended")
		ended.Values["since"] = doctor.Moment(account.ProblemAt)
		return doctor.Failed(code, signIn, ended)
	case StateExpired:
		ended := saw("session_over")
		ended.Values["since"] = doctor.Moment(account.AccessExpiresAt)
		return doctor.Failed("sign_in_needed", signIn, ended).Because(ErrSignInNeeded)
	}
	return doctor.Passed("signed_in", "email", doctor.Person(nameOf(account)), "since", doctor.Moment(account.SignedInAt))
}
