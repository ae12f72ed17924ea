package core

import (
	"context"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"latchkey/app/doctor"
	"latchkey/auth"
)

// A network for guests answers in place of every server until somebody has signed
// in to it on a web page. It is told from a provider with a fault by these rules:
//
//   - The status 511 is what such a network says of itself (RFC 6585 section 6).
//   - A redirect to another site, or a web page, in place of the provider's
//     description counts only when an address that nobody has published, with a
//     random name, is answered in the same way: a provider's own fault is that of
//     one address. Over a connection that is trusted a web page never counts: it
//     comes from the provider, whose applications may well answer so everywhere.
//   - A redirect that keeps the path is a provider that has moved.
//   - Where no trusted connection comes about, the same is asked without
//     encryption, at the usual port, because there such networks answer. A
//     provider sends one on to its own site there, and says no more.
//
// The random name tells nobody anything; nothing secret is sent.
func (d *diagnosis) guestNetwork(ctx context.Context, found reached) (doctor.Evidence, bool) {
	switch {
	case found.target == nil || isHere(found.target.Hostname()) && found.err != nil:
		return doctor.Evidence{}, false
	case found.Status == http.StatusNetworkAuthenticationRequired:
		return doctor.Saw("guest_network", "host", doctor.Host(found.target.Host)), true
	case found.err == nil && (found.leadsAway(found.Reached, found.target) || found.WebPage && found.Secure == nil):
		place := *found.target
		return d.guestAt(ctx, found, &place, found.Secure == nil)
	case found.err != nil && found.target.Scheme == "https" && slices.Contains(
		[]string{"tls", "tls_untrusted", "tls_hostname", "timeout", "refused", "no_answer"}, found.cause()):
		return d.guestAt(ctx, found, &url.URL{Scheme: "http", Host: found.target.Hostname()}, true)
	}
	return doctor.Evidence{}, false
}

// guestAt asks a place for an address that nobody has published.
func (d *diagnosis) guestAt(ctx context.Context, found reached, place *url.URL, pages bool) (doctor.Evidence, bool) {
	var name [8]byte
	if _, err := io.ReadFull(d.core.Random, name[:]); err != nil {
		return doctor.Evidence{}, false
	}
	place.Path = "/" + hex.EncodeToString(name[:])
	question := auth.Reach{HTTP: found.carrier, Now: d.core.Now, Limit: portalLimit}
	answer, err := question.Ask(ctx, auth.AtDiscovery, http.MethodGet, place.String())
	switch {
	case err != nil:
		return doctor.Evidence{}, false
	case found.leadsAway(answer, place):
		return doctor.Saw("guest_network_at", "host", doctor.Host(found.target.Host), "page", doctor.Host(hostOf(answer.Location))), true
	case answer.Status == http.StatusNetworkAuthenticationRequired, pages && answer.WebPage && answer.Status == http.StatusOK:
		return doctor.Saw("guest_network", "host", doctor.Host(found.target.Host)), true
	}
	return doctor.Evidence{}, false
}

// leadsAway says that an answer sends one on to a page of another site.
func (r reached) leadsAway(answer auth.Reached, asked *url.URL) bool {
	to, err := url.Parse(answer.Location)
	if err != nil || to.Hostname() == "" {
		return false
	}
	return !r.profile.relyingParty().IsOwn(to.Hostname()) && !strings.HasSuffix(to.Path, asked.Path)
}
