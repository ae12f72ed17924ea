package core

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"latchkey/assets"
	"latchkey/auth"
	"latchkey/session"
)

// probeSize is a little more than the largest token bundle seen in the field: a
// store that refuses it must be found before the person is sent to the browser.
const probeSize = 20_000

// savePatience bounds what happens after the server has answered: the tokens
// exist now, so a cancelled wait must not lose them half-way.
const savePatience = 10 * time.Second

// SignIn signs a person in through the browser, or with a code on another
// device, and stores the result. A sign-in that fails leaves nothing behind.
//
// Errors: *HelpOnlyError, ErrNoProvider, session.ErrBusy when another sign-in
// runs, those of the vault and of auth, ErrWaitTimeout when ctx ran out.
func (c *Core) SignIn(ctx context.Context, o SignInOptions, notify func(Progress)) (SignInAnswer, error) {
	started := c.Now()
	answer, err := c.signIn(ctx, &o, orSilent(notify))
	c.noteSignIn(o, answer, err, started)
	return answer, err
}

func (c *Core) signIn(ctx context.Context, o *SignInOptions, notify func(Progress)) (SignInAnswer, error) {
	started := c.Now()
	profile, client, err := c.prepareSignIn(ctx, o, notify)
	if err != nil {
		return SignInAnswer{}, err
	}
	waiting, err := c.SessionFile.LockSignIn(ctx, false)
	if err != nil {
		return SignInAnswer{}, fmt.Errorf("begin sign-in: %w", err)
	}
	defer func() { _ = waiting.Unlock() }()
	first := firstRights{core: c, profile: profile, client: client, quiet: o.withinRecheck}
	defer first.end()
	grant, err := c.authenticate(ctx, client, *o, first.begin(ctx), notify)
	c.skews.note(profile.Issuer, client, c.Now())
	if err != nil {
		forgetMoved(client, err)
		return SignInAnswer{}, err
	}
	if err := checkExpected(o.Account, grant.Identity, profile.ClientID); err != nil {
		first.end()
		c.discard(ctx, client, grant.Tokens)
		return SignInAnswer{}, err
	}
	notify(Progress{Stage: StageSaving})
	account, err := c.keep(ctx, profile, grant)
	if err != nil {
		first.end()
		c.discard(ctx, client, grant.Tokens)
		return SignInAnswer{}, fmt.Errorf("keep sign-in: %w", err)
	}
	notify(Progress{Stage: StageRights})
	answer := SignInAnswer{Schema: "latchkey.sign-in/1", Flow: "browser"}
	if o.Device {
		answer.Flow = "device"
	}
	answer.Rights, answer.RightsProblem = first.finish(ctx, account, grant)
	answer.ClockSkewSeconds = noticeableSkew(client)
	if answer.Account, err = c.storedAnswer(account.ID); err != nil {
		return SignInAnswer{}, err
	}
	answer.ElapsedSeconds = c.Now().Sub(started).Seconds()
	return answer, nil
}

// prepareSignIn finds everything that can fail without the person, so that
// nobody signs in for nothing: provider, session file, storage.
func (c *Core) prepareSignIn(ctx context.Context, o *SignInOptions, notify func(Progress)) (Profile, *auth.Client, error) {
	notify(Progress{Stage: StageStorage})
	record, err := c.readRecord()
	if err != nil {
		return Profile{}, nil, err
	}
	if o.Account != "" && o.Provider == "" {
		if i, err := findAccount(record, o.Account); err == nil {
			o.Provider = record.Accounts[i].Provider
		}
	}
	profile, err := c.signInProfile(o.Provider)
	if err != nil {
		return Profile{}, nil, err
	}
	o.Provider = profile.ID
	client, err := c.client(profile)
	if err != nil {
		return Profile{}, nil, err
	}
	vault, err := c.secrets()
	if err != nil {
		return Profile{}, nil, err
	}
	if err := vault.Probe(ctx, probeSize); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err() // the time that was given ran out: nothing is known of the storage
		}
		return Profile{}, nil, fmt.Errorf("prove storage: %w", err)
	}
	return profile, client, nil
}

// orSilent lets a caller do without progress.
func orSilent(notify func(Progress)) func(Progress) {
	if notify == nil {
		return func(Progress) {}
	}
	return notify
}

// authenticate runs the flow that was chosen.
func (c *Core) authenticate(ctx context.Context, client *auth.Client, o SignInOptions, verified func(context.Context, auth.Tokens, auth.Identity), notify func(Progress)) (grant auth.Grant, err error) {
	waited := false
	defer func() { err = waitedTooLong(err, waited) }()
	tell := func(p auth.Progress) {
		progress := progressOf(p)
		waited = waited || progress.Stage == StageWaiting || progress.Stage == StageCode
		notify(progress)
	}
	if o.Device {
		return client.SignInWithDevice(ctx, auth.DeviceRequest{Notify: tell, Verified: verified})
	}
	request := auth.BrowserRequest{
		Fresh: o.Fresh, SelectAccount: o.Choose, UILocales: o.Language, Notify: tell, Pasted: o.Pasted, Verified: verified,
		Page: func(ok bool) []byte { return assets.Page(o.Language, ok) },
	}
	if strings.Contains(o.Account, "@") {
		request.LoginHint = strings.ToLower(o.Account)
	}
	if !o.NoBrowser {
		request.Open = c.Browser
	}
	return client.SignInWithBrowser(ctx, request)
}

func progressOf(p auth.Progress) Progress {
	stages := map[auth.Step]Stage{
		auth.StepBrowserOpened: StageBrowser, auth.StepWaiting: StageWaiting,
		auth.StepChecking: StageChecking, auth.StepCodeReady: StageCode,
	}
	return Progress{
		Stage: stages[p.Step], URL: p.URL, BrowserFailed: p.BrowserFailed, UserCode: p.UserCode,
		VerificationURI: p.VerificationURI, VerificationURIComplete: p.VerificationURIComplete, CodeExpires: p.ExpiresAt,
		PasteRefused: p.PasteRefused, AddressRenewed: p.Renewed,
	}
}

// checkExpected refuses another person than the one asked for, before anything
// is stored.
func checkExpected(wanted string, identity auth.Identity, clientID string) error {
	if wanted == "" || strings.EqualFold(wanted, identity.Email) {
		return nil
	}
	if wanted == session.AccountID(identity.Issuer, identity.Subject, clientID) {
		return nil
	}
	return ErrWrongAccount
}

func (c *Core) storedAnswer(id string) (AccountAnswer, error) {
	record, err := c.readRecord()
	if err != nil {
		return AccountAnswer{}, err
	}
	for _, answer := range c.accountAnswers(record) {
		if answer.ID == id {
			return answer, nil
		}
	}
	return AccountAnswer{}, ErrNotSignedIn
}

// waitedTooLong tells a wait for the person that ran out from one that was
// cancelled, and from a server that was too slow before anybody was waited for.
func waitedTooLong(err error, waited bool) error {
	if waited && errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", ErrWaitTimeout, err)
	}
	return err
}

// noticeableSkew is how far this computer's clock is ahead of the provider's, in
// seconds; 0 when it is within a minute, which is what the way of an answer and
// whole seconds make of nothing.
func noticeableSkew(client *auth.Client) float64 {
	skew, known := client.ClockSkew()
	if !known || skew.Abs() < time.Minute {
		return 0
	}
	return skew.Seconds()
}
