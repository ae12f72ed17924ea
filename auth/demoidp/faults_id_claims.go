package demoidp

import (
	"strconv"
	"strings"
	"time"
)

// spoil applies the faults of the ID token's claims; renewed tells that it is not
// the first of its sign-in.
func (s *Server) spoil(claims map[string]any, now time.Time, renewed bool) error {
	tables := []map[string]edit{s.identityEdits(), timeEdits(now)}
	if renewed {
		tables = append(tables, renewalEdits())
	}
	for _, table := range tables {
		for fault, edit := range table {
			if s.fault(fault) {
				edit(claims)
			}
		}
	}
	if s.fault(FaultBigTokens) {
		padding, err := s.random(bigID)
		if err != nil {
			return err
		}
		claims["directory"] = padding
	}
	return nil
}

// identityEdits are about who: the person, the program, the provider, the request.
func (s *Server) identityEdits() map[string]edit {
	client := s.options.ClientID
	return map[string]edit{
		FaultMissingAtHash:   without("at_hash"),
		FaultBadAtHash:       set("at_hash", halfHash("another access token")),
		FaultBadNonce:        set("nonce", "another-nonce"),
		FaultMissingNonce:    without("nonce"),
		FaultAudienceList:    set("aud", []string{client}),
		FaultForeignAudience: set("aud", foreignClient),
		FaultMissingAudience: without("aud"),
		// With azp in order, so that only the stranger in the list is wrong.
		FaultExtraAudience:  func(m map[string]any) { m["aud"], m["azp"] = []string{client, foreignClient}, client },
		FaultForeignAzp:     set("azp", foreignClient),
		FaultWrongIssuer:    set("iss", foreignIssuer),
		FaultMissingIssuer:  without("iss"),
		FaultMissingSubject: without("sub"),
		FaultLongSubject:    set("sub", strings.Repeat("s", 300)),
	}
}

// timeEdits are about when.
func timeEdits(now time.Time) map[string]edit {
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	return map[string]edit{
		FaultExpiredIDToken:  func(m map[string]any) { m["iat"], m["exp"] = at(-2*time.Hour), at(-time.Hour) },
		FaultMissingExpiry:   without("exp"),
		FaultMissingIssuedAt: without("iat"),
		// Only iat is wrong: the end is later still.
		FaultFutureIssuedAt:  func(m map[string]any) { m["iat"], m["exp"] = at(time.Hour), at(2*time.Hour) },
		FaultFutureNotBefore: func(m map[string]any) { m["nbf"], m["exp"] = at(time.Hour), at(2*time.Hour) },
		FaultClaimTypes:      set("exp", strconv.FormatInt(at(idTokenLifetime), 10)),
		FaultStaleAuthTime:   set("auth_time", at(-time.Hour)),
		FaultMissingAuthTime: without("auth_time"),
	}
}
