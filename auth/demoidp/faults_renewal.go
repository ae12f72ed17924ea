package demoidp

import "time"

// Faults of renewal (RFC 6749 6, OIDC Core 12.2): the sign-in before it is in order.
const (
	FaultRefreshInvalidGrant    = "refresh_invalid_grant"
	FaultRefresh500             = "refresh_500"
	FaultRefreshForeignSubject  = "refresh_foreign_subject"
	FaultRefreshForeignIssuer   = "refresh_foreign_issuer"
	FaultRefreshForeignAudience = "refresh_foreign_audience"
	FaultRefreshChangedAuthTime = "refresh_changed_auth_time"
)

func renewalFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultRefreshInvalidGrant, Doc: "The provider no longer renews the sign-in."},
		{Name: FaultRefresh500, Doc: "The provider breaks down when the sign-in is renewed (500)."},
		{Name: FaultRefreshForeignSubject, Doc: "The renewed ID token is about somebody else."},
		{Name: FaultRefreshForeignIssuer, Doc: "The renewed ID token is from another provider."},
		{Name: FaultRefreshForeignAudience, Doc: "The renewed ID token is for another program."},
		{Name: FaultRefreshChangedAuthTime, Doc: "The renewed ID token gives another time of signing in."},
	}
}

func renewalEdits() map[string]edit {
	return map[string]edit{
		FaultRefreshForeignSubject:  set("sub", foreignSubject),
		FaultRefreshForeignIssuer:   set("iss", foreignIssuer),
		FaultRefreshForeignAudience: set("aud", foreignClient),
		FaultRefreshChangedAuthTime: func(m map[string]any) {
			if seconds, ok := m["auth_time"].(int64); ok {
				m["auth_time"] = seconds + int64(time.Minute/time.Second)
			}
		},
	}
}
