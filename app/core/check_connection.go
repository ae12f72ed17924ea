package core

import (
	"context"
	"crypto/tls"
	"strings"

	"latchkey/app/doctor"
	"latchkey/auth/transport"
)

// lookAtConnection says whether the provider's server answers over a connection
// that is trusted, and who vouches for it.
func (d *diagnosis) lookAtConnection(ctx context.Context) doctor.Finding {
	if _, able := d.canSignIn(); !able {
		return doctor.Skipped("no_provider_to_reach")
	}
	found := d.reach(ctx)
	if ctx.Err() != nil && found.err != nil {
		return doctor.Skipped("stopped")
	}
	if place, guest := d.guestNetwork(ctx, found); guest {
		return doctor.Failed("captive_portal", doctor.Fix{ID: MendPortal}, place)
	}
	if found.err != nil {
		failed := unreachable(found.err, notConnected(found))
		if failed.Evidence.Code == "connection_no_way" {
			failed.Fix = doctor.Fix{ID: MendConnect}
		}
		return failed
	}
	host := doctor.Host(found.target.Host)
	if found.Secure == nil {
		return doctor.Passed("connection_plain", "host", host)
	}
	return doctor.Passed("connection_trusted", "host", host, "issuer", doctor.Name(d.core.wire.tops.of(found.target.Host)),
		"version", doctor.Version(tls.VersionName(found.Secure.Version)))
}

// notConnected says how far the question got, and of a certificate that was
// refused whose it is.
func notConnected(found reached) doctor.Evidence {
	host := doctor.Host(hostOf(found.profile.Issuer))
	if len(found.Shown) > 0 {
		shown := found.Shown[0]
		issuer := doctor.Name(transport.IssuerOf(shown))
		switch found.cause() {
		case "tls_untrusted":
			return doctor.Saw("certificate_untrusted", "host", host, "issuer", issuer)
		case "tls_hostname":
			return doctor.Saw("certificate_foreign", "host", host, "name", doctor.Name(nameShown(shown.DNSNames, transport.SubjectOf(shown))))
		case "tls_expired":
			return doctor.Saw("certificate_expired", "host", host, "issuer", issuer,
				"from", doctor.Moment(shown.NotBefore), "until", doctor.Moment(shown.NotAfter))
		}
	}
	switch cause := found.cause(); {
	case cause == "":
		return doctor.Saw("connection_not_set_up")
	case cause == "refused":
		return doctor.Saw("connection_refused", "host", host)
	case cause == "dns":
		return doctor.Saw("name_unknown", "host", host)
	case cause == "tls_version":
		return doctor.Saw("connection_outdated", "host", host)
	case cause == "timeout" && !found.Connected:
		return doctor.Saw("connection_swallowed", "host", host, "seconds", doctor.Seconds(reachLimit))
	case cause == "timeout":
		return doctor.Saw("connection_silent", "host", host, "seconds", doctor.Seconds(reachLimit))
	case cause == "no_answer" && !found.Connected:
		return doctor.Saw("connection_no_way", "host", host)
	case strings.HasPrefix(cause, "tls"):
		return doctor.Saw("connection_not_secure", "host", host)
	}
	return doctor.Saw("connection_broken_off", "host", host)
}

// nameShown is the first name that a certificate is for.
func nameShown(names []string, subject string) string {
	for _, name := range names {
		if !strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) && len(name) <= 100 {
			return name
		}
	}
	return subject
}
