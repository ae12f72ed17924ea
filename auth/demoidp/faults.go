package demoidp

import "slices"

// FaultInfo describes a fault: one way in which the server misbehaves until it is
// switched off again or Control.Reset is called. The Fault constants are the names.
type FaultInfo struct {
	Name string // snake case, stable: "bad_nonce"
	Doc  string // what happens, in one sentence for people
	// Group is the part of signing in that is affected: discovery, authorization,
	// par, token, id_token, keys, userinfo, rights, renewal, device, dpop or sign_out.
	Group string
	// Tolerated tells that a careful client completes all the same.
	Tolerated bool
}

// Faults lists every fault, group by group, in a fixed order.
func Faults() []FaultInfo {
	return slices.Concat(
		inGroup("discovery", discoveryFaults()), inGroup("authorization", redirectFaults()), inGroup("par", parFaults()),
		inGroup("token", tokenFaults()), inGroup("id_token", idTokenFaults()), inGroup("keys", keyFaults()),
		inGroup("userinfo", userInfoFaults()), inGroup("rights", rightsFaults()), inGroup("renewal", renewalFaults()),
		inGroup("device", deviceFaults()), inGroup("dpop", dpopFaults()), inGroup("sign_out", signOutFaults()),
	)
}

func inGroup(group string, faults []FaultInfo) []FaultInfo {
	for i := range faults {
		faults[i].Group = group
	}
	return faults
}

func knownFault(name string) bool {
	return slices.ContainsFunc(Faults(), func(f FaultInfo) bool { return f.Name == name })
}

// Faults of pushed authorization requests (RFC 9126).
const (
	FaultPAR400             = "par_400"
	FaultPAR500             = "par_500"
	FaultPARHTML            = "par_html"
	FaultPARRedirect        = "par_redirect"
	FaultPARRequiredMissing = "par_required_missing"
)

func parFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultPAR400, Doc: "The provider refuses the sign-in request that is handed in beforehand."},
		{Name: FaultPAR500, Doc: "The provider breaks down when the sign-in request is handed in beforehand (500)."},
		{Name: FaultPARHTML, Doc: "Handing in the sign-in request is answered with a web page, as a guest network does."},
		{Name: FaultPARRedirect, Doc: "Handing in the sign-in request is answered with a redirect to another address."},
		{Name: FaultPARRequiredMissing, Doc: "The provider demands that requests are handed in beforehand, but names no address for it."},
	}
}

// Faults of tokens that are bound to a key (DPoP, RFC 9449).
const (
	FaultDPoPNonce        = "dpop_nonce"
	FaultDPoPDowngrade    = "dpop_downgrade"
	FaultDPoPEndlessNonce = "dpop_endless_nonce"
)

func dpopFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultDPoPNonce, Doc: "Every request must repeat a value that the provider has just given.", Tolerated: true},
		{Name: FaultDPoPDowngrade, Doc: "The tokens are not bound to this computer’s key, though that was asked for."},
		{Name: FaultDPoPEndlessNonce, Doc: "The provider asks for a new value again and again, without end."},
	}
}
