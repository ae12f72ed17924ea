package core

import (
	"context"
	"errors"

	"latchkey/app/doctor"
	"latchkey/auth"
	"latchkey/session"
)

// lookAtDiscovery really asks for the provider's description of itself, and holds
// it to the rules of every sign-in. What it finds is not kept: a diagnosis leaves
// everything as it was.
func (d *diagnosis) lookAtDiscovery(ctx context.Context) doctor.Finding {
	profile, able := d.canSignIn()
	if !able {
		return doctor.Skipped("no_provider_to_reach")
	}
	host := doctor.Host(hostOf(profile.Issuer))
	client, err := d.core.clientWithoutCache(profile)
	if err != nil {
		return fault(err, doctor.Saw("connection_not_set_up"))
	}
	limited, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	meta, err := client.DiscoverAfresh(limited)
	if err != nil {
		err = slow(limited, err, auth.AtDiscovery, profile.Issuer)
		return published(err, doctor.Saw("description_"+flawOf(err), "host", host))
	}
	d.net.client, d.net.meta = client, meta
	return doctor.Passed("description_good", "host", host)
}

// lookAtKeys really asks for the keys that the provider signs with.
func (d *diagnosis) lookAtKeys(ctx context.Context) doctor.Finding {
	if d.net.client == nil {
		return doctor.Skipped("no_provider_to_reach")
	}
	host := doctor.Host(hostOf(d.net.meta.JWKSURI))
	limited, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	usable, err := d.net.client.KeysAfresh(limited)
	if err != nil {
		err = slow(limited, err, auth.AtKeys, d.net.meta.JWKSURI)
		return published(err, doctor.Saw("keys_"+flawOf(err), "host", host))
	}
	return doctor.Passed("keys_good", "host", host, "n", doctor.Number(usable))
}

// clientWithoutCache speaks to a provider, and reads and writes no saved document.
func (c *Core) clientWithoutCache(profile Profile) (*auth.Client, error) {
	return c.clientWith(profile, nil)
}

func (c *Core) clientWith(profile Profile, documents auth.DocumentCache) (*auth.Client, error) {
	carrier, err := c.httpTransport()
	if err != nil {
		return nil, err
	}
	return auth.NewClient(profile.relyingParty(), auth.Config{
		HTTP: carrier, Now: c.Now, After: c.After, Random: c.Random, Log: c.Log, Documents: documents,
	})
}

// clientFor speaks to the provider of an account as Core.clientFor does, with the
// documents that the diagnosis itself has fetched: none is saved.
func (d *diagnosis) clientFor(account session.Account) (Profile, *auth.Client, error) {
	profile, err := d.core.profile(account.Provider)
	if err != nil {
		return Profile{}, nil, err
	}
	if profile.Issuer != account.Issuer || profile.ClientID != account.ClientID {
		return Profile{}, nil, &ProviderChangedError{Provider: account.Provider}
	}
	if d.net.client != nil && d.net.found.profile.ID == profile.ID {
		return profile, d.net.client, nil
	}
	client, err := d.core.clientWithoutCache(profile)
	return profile, client, err
}

// flawOf is the kind of what is wrong with something that a provider publishes.
func flawOf(err error) string {
	switch {
	case errors.Is(err, auth.ErrUnreachable):
		return "silent"
	case errors.Is(err, auth.ErrSecurityCheck):
		return "unsafe"
	}
	return "bad"
}

// published is the finding about what a provider publishes: what an outage is
// passes; what does not fit the provider's description here is mended there; and
// the rest only those who run the provider can mend.
func published(err error, saw doctor.Evidence) doctor.Finding {
	found := unreachable(err, saw)
	check, isCheck := asType[*auth.SecurityError](err)
	switch {
	case found.Verdict != doctor.Fail || errors.Is(err, auth.ErrUnreachable):
	case errors.Is(err, auth.ErrProviderRefused):
		found.Fix = doctor.Fix{ID: MendProvider}
	case isCheck && (check.Check == auth.CheckIssuerMismatch || check.Check == auth.CheckIssuerMissing):
		found.Fix = doctor.Fix{ID: MendProvider}
	case isCheck:
		found.Fix = doctor.Fix{ID: MendSupport}
	}
	return found
}
