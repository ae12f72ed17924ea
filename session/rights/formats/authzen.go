package formats

import (
	"fmt"
	"net/url"
	"strings"

	"latchkey/session/rights"
)

// AuthZEN is where a policy decision point answers (Authorization API 1.0, "Policy Decision Point Metadata"). An address that
// is empty is a question that it does not answer.
type AuthZEN struct {
	Base           string // policy_decision_point
	Evaluation     string
	Evaluations    string
	ResourceSearch string
}

type wireAuthZEN struct {
	Base           string `json:"policy_decision_point"`
	Evaluation     string `json:"access_evaluation_endpoint"`
	Evaluations    string `json:"access_evaluations_endpoint"`
	ResourceSearch string `json:"search_resource_endpoint"`
}

// AuthZENMetadata is the address of the metadata of the decision point at base: the well-known name comes between host and path.
// Empty: base is no https address (http on this machine) without query and fragment.
func AuthZENMetadata(base string) string {
	address, err := url.Parse(base)
	if err != nil || safeAddress(base) == "" || strings.ContainsAny(base, "?#") {
		return ""
	}
	return address.Scheme + "://" + address.Host + "/.well-known/authzen-configuration" + strings.TrimSuffix(address.EscapedPath(), "/")
}

// AuthZENDefaults are the addresses of a decision point that publishes no metadata ("HTTPS JSON Binding").
func AuthZENDefaults(base string) AuthZEN {
	root := strings.TrimSuffix(base, "/") + "/access/v1/"
	return AuthZEN{
		Base: base, Evaluation: root + "evaluation", Evaluations: root + "evaluations",
		ResourceSearch: root + "search/resource",
	}
}

// AuthZENConfiguration reads metadata. They must name the base that they were asked for, exactly, or a decision point could be
// mixed up with another one; and each address must be on the host of the base, because the person's token is sent there. Signed
// metadata are not used. Errors: rights.ErrMalformed.
func AuthZENConfiguration(body []byte, base string) (AuthZEN, error) {
	var wire wireAuthZEN
	if err := decode(body, &wire); err != nil {
		return AuthZEN{}, err
	}
	if wire.Base == "" || wire.Base != base || AuthZENMetadata(base) == "" {
		return AuthZEN{}, fmt.Errorf("%w: the metadata belong to another decision point", rights.ErrMalformed)
	}
	if wire.Evaluation == "" {
		return AuthZEN{}, fmt.Errorf("%w: the evaluation endpoint is missing", rights.ErrMalformed)
	}
	for _, address := range []string{wire.Evaluation, wire.Evaluations, wire.ResourceSearch} {
		if address != "" && !isBeside(address, base) {
			return AuthZEN{}, fmt.Errorf("%w: an endpoint is not on the host of the decision point", rights.ErrMalformed)
		}
	}
	return AuthZEN{Base: base, Evaluation: wire.Evaluation, Evaluations: wire.Evaluations, ResourceSearch: wire.ResourceSearch}, nil
}

// isBeside reports whether a token that is meant for base may be sent to an address: same scheme, host and port.
func isBeside(address, base string) bool {
	if safeAddress(address) == "" || strings.Contains(address, "#") {
		return false
	}
	there, err := url.Parse(address)
	here, baseErr := url.Parse(base)
	return err == nil && baseErr == nil && there.Scheme == here.Scheme && strings.EqualFold(there.Host, here.Host)
}
