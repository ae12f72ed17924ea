package core

import (
	"context"
	"net/http"

	"latchkey/app/doctor"
	"latchkey/auth"
)

// lookAtTokenEndpoint says whether the address that gives and renews tokens is
// there. It is asked as real requests ask, with a POST, because a gateway may let
// other methods pass to another place. The form is empty: without grant_type a
// server has nothing to look up, to use up or to issue, and must refuse (RFC 6749
// sections 3.2 and 5.2). No client is named, so that none is counted as failing.
func (d *diagnosis) lookAtTokenEndpoint(ctx context.Context) doctor.Finding {
	if d.net.client == nil {
		return doctor.Skipped("no_provider_to_reach")
	}
	question := auth.Reach{HTTP: d.net.found.carrier, Now: d.core.Now, Limit: askLimit}
	found, err := question.Ask(ctx, auth.AtToken, http.MethodPost, d.net.meta.TokenEndpoint)
	host := doctor.Host(hostOf(d.net.meta.TokenEndpoint))
	outage := &auth.UnreachableError{Host: hostOf(d.net.meta.TokenEndpoint), At: auth.AtToken, Status: found.Status}
	switch {
	case err != nil:
		return unreachable(err, doctor.Saw("token_endpoint_silent", "host", host))
	case found.Status >= 500:
		outage.Cause = "server_error"
		return unreachable(outage, doctor.Saw("token_endpoint_broken", "host", host))
	case found.Status == http.StatusTooManyRequests:
		outage.Cause = "rate_limited"
		return doctor.Warned(Code(outage), doctor.Fix{ID: MendWait}, doctor.Saw("token_endpoint_busy", "host", host)).Because(outage)
	case found.Status >= 300 && found.Status < 400:
		err := &auth.SecurityError{Check: string(auth.AtToken) + "_redirect"}
		return doctor.Failed(Code(err), doctor.Fix{ID: MendSupport}, doctor.Saw("token_endpoint_elsewhere", "host", host)).Because(err)
	}
	return doctor.Passed("token_endpoint_there", "host", host)
}
