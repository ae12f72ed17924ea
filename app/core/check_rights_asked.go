package core

import (
	"context"
	"net/url"
	"sync"

	"latchkey/session"
	"latchkey/session/rights"
)

// rightsAsked is the real question about access rights: the check of the rights
// service sends it, or that of the token where nothing else can tell whether it is
// accepted. Nothing of the answer is kept.
type rightsAsked struct {
	once sync.Once
	got  gathered
	err  error
}

// askRights asks all of the provider's sources, past every cache on the way, with
// the token that there is. Errors: those of gather.
func (d *diagnosis) askRights(ctx context.Context) (gathered, error) {
	d.asked.once.Do(func() { d.asked.got, d.asked.err = d.askNow(ctx) })
	return d.asked.got, d.asked.err
}

func (d *diagnosis) askNow(ctx context.Context) (gathered, error) {
	account, err := d.core.account(d.options.Account) // read again: its token may have been renewed
	if err != nil {
		return gathered{}, err
	}
	profile, client, err := d.clientFor(account)
	if err != nil {
		return gathered{}, err
	}
	tokens, err := d.core.load(ctx, account)
	if err != nil {
		return gathered{}, err
	}
	return d.core.gather(ctx, asking{
		profile: profile, client: client, account: account, tokens: tokens, past: true, since: d.core.Now(), quiet: true,
	})
}

// signedInAt is the account that is looked at with its provider; false where
// nobody is signed in there, or there is nowhere to.
func (d *diagnosis) signedInAt() (session.Account, Profile, bool) {
	account, err := d.account()
	if err != nil || account.State == session.SignInNeeded {
		return session.Account{}, Profile{}, false
	}
	profile, able := d.canSignIn()
	return account, profile, able
}

// readingOf is what time it is for these rights. Unlike rightsTime it records nothing.
func (c *Core) readingOf(snapshot rights.Snapshot) rights.Reading {
	for _, part := range snapshot.Parts {
		c.RightsClock.NotBefore(part.ServerDate)
	}
	return c.RightsClock.Read()
}

// recognize gives the findings of the account, which are the same for several
// checks. What follows from rights that count no longer is none of them.
func (d *diagnosis) recognize() []FindingAnswer {
	account, err := d.account()
	if err != nil {
		return nil
	}
	known := d.core.cachedRights(account)
	reading := d.core.readingOf(known)
	all := d.core.findingsAt(account, known, nil, reading)
	if state := known.FreshnessAt(reading.Time, true); state != rights.OutOfDate && state != rights.NoneYet {
		return all
	}
	var sure []FindingAnswer
	for _, finding := range all {
		if finding.Code == FindingUnexpected || finding.Code == FindingUnverified {
			sure = append(sure, finding)
		}
	}
	return sure
}

// rightsHost is who is asked for access rights first.
func (p Profile) rightsHost() string {
	address := p.Issuer
	switch p.Rights.first() {
	case SourceEndpoint:
		address = p.Rights.URL
	case SourceSCIM:
		address = p.Rights.SCIMURL
	case SourceAuthZEN:
		address = p.Rights.AuthZENURL
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
