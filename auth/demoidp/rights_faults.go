package demoidp

import "net/http"

// Faults of the access-rights endpoint.
const (
	FaultRightsUnreachable    = "rights_unreachable"
	FaultRights401            = "rights_401"
	FaultRights403            = "rights_403"
	FaultRights404            = "rights_404"
	FaultRights429            = "rights_429"
	FaultRights500            = "rights_500"
	FaultRights503            = "rights_503"
	FaultRightsSlow           = "rights_slow"
	FaultRightsTruncated      = "rights_truncated"
	FaultRightsHuge           = "rights_huge"
	FaultRightsContentType    = "rights_content_type"
	FaultRightsPlainText      = "rights_plain_text"
	FaultRightsNotJSON        = "rights_not_json"
	FaultRightsHTML           = "rights_html"
	FaultRightsPortal         = "rights_portal"
	FaultRightsForeignSubject = "rights_foreign_subject"
	FaultRightsForeignIssuer  = "rights_foreign_issuer"
	FaultRightsClockAhead     = "rights_clock_ahead"
	FaultRightsClockBehind    = "rights_clock_behind"
	FaultRightsCached         = "rights_cached"
	FaultRightsOld            = "rights_old"
	FaultRightsFollowToken    = "rights_follow_token"
	FaultRightsFollowSignIn   = "rights_follow_sign_in"
	FaultRightsFollowBrowser  = "rights_follow_browser"
)

// Faults of the other sources of access rights; UserInfo has its own.
const (
	FaultSCIM500     = "scim_500"
	FaultSCIMForeign = "scim_foreign_subject"
	FaultAuthZEN500  = "authzen_500"
	FaultUMA500      = "uma_500"
)

func rightsFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultRights500, Doc: "The server with the access rights breaks down (500)."},
		{Name: FaultRights404, Doc: "There are no access rights at the address where they should be (404)."},
		{Name: FaultRights403, Doc: "The program may not read the access rights (403)."},
		{Name: FaultRights429, Doc: "The server with the access rights is too busy; it wants to be asked again in 120 seconds (429)."},
		{Name: FaultRightsHTML, Doc: "Instead of the access rights there is a web page, as on a guest network."},
		{Name: FaultRightsForeignSubject, Doc: "The access rights are somebody else’s."},
		{Name: FaultRightsHuge, Doc: "The list of access rights is larger than 32 MiB."},
		{Name: FaultRightsFollowToken, Doc: "Changed rights are seen only with a new access token.", Tolerated: true},
		{Name: FaultRightsFollowSignIn, Doc: "Changed rights are seen only after signing in again.", Tolerated: true},
		{Name: FaultRightsFollowBrowser, Doc: "Changed rights are seen only in a new browser session.", Tolerated: true},
		{Name: FaultRightsUnreachable, Doc: "The server with the access rights closes every connection."},
		{Name: FaultRights401, Doc: "The server with the access rights takes no token, however new (401)."},
		{Name: FaultRights503, Doc: "The server with the access rights is switched off for 30 seconds (503)."},
		{Name: FaultRightsSlow, Doc: "The list of access rights begins and never ends."},
		{Name: FaultRightsTruncated, Doc: "The list of access rights breaks off before its announced end."},
		{Name: FaultRightsContentType, Doc: "The list of access rights is labeled as a web page."},
		{Name: FaultRightsPlainText, Doc: "The list of access rights is labeled as plain text."},
		{Name: FaultRightsNotJSON, Doc: "Instead of the list of access rights there are words that no program can read."},
		{Name: FaultRightsPortal, Doc: "The request for access rights is sent on to the sign-in page of a guest network."},
		{Name: FaultRightsForeignIssuer, Doc: "The access rights are another provider’s."},
		{Name: FaultRightsClockAhead, Doc: "The clock of the server with the access rights is an hour ahead.", Tolerated: true},
		{Name: FaultRightsClockBehind, Doc: "The clock of the server with the access rights is an hour behind.", Tolerated: true},
		{Name: FaultRightsCached, Doc: "A cache keeps giving the rights of an hour ago, except at an address that it has never seen.", Tolerated: true},
		{Name: FaultRightsOld, Doc: "The rights are of an hour ago, and only their own date tells.", Tolerated: true},
		{Name: FaultSCIM500, Doc: "The user directory with the person’s rights breaks down (500).", Tolerated: true},
		{Name: FaultSCIMForeign, Doc: "The user directory tells of somebody else.", Tolerated: true},
		{Name: FaultAuthZEN500, Doc: "The server that decides what may be done breaks down (500).", Tolerated: true},
		{Name: FaultUMA500, Doc: "The provider breaks down when asked for permissions (500).", Tolerated: true},
	}
}

// rightsAnswerFaults answer in place of a source, or spoil its honest answer; the
// others are in rightsFault and in moment.
func rightsAnswerFaults() []answerFault {
	return []answerFault{
		{FaultRightsUnreachable, EndpointRights, "", drop},
		{FaultRights401, EndpointRights, "", noToken},
		{FaultRights503, EndpointRights, "", switchedOff},
		{FaultRightsPortal, EndpointRights, "", toPortal},
		{FaultRightsNotJSON, EndpointRights, "", words},
		{FaultRightsSlow, EndpointRights, "", half},
		{FaultRightsTruncated, EndpointRights, "", truncated},
		{FaultRightsContentType, EndpointRights, "", labeled("text/html; charset=utf-8")},
		{FaultRightsPlainText, EndpointRights, "", labeled("text/plain; charset=utf-8")},
		{FaultSCIM500, EndpointSCIM, "", plainStatus(http.StatusInternalServerError)},
		{FaultAuthZEN500, EndpointAuthZEN, "", plainStatus(http.StatusInternalServerError)},
		{FaultUMA500, EndpointToken, grantUMA, plainStatus(http.StatusInternalServerError)},
	}
}
