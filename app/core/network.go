package core

import (
	"context"
	"crypto/x509"
	"net/url"

	"latchkey/auth/transport"
)

// NetworkProxy says which proxy the provider is reached through.
type NetworkProxy struct {
	URL    string `json:"url"`    // without user name and password; "" = none
	Source string `json:"source"` // settings machine environment system pac no_proxy none loopback
	User   string `json:"user"`
}

// NetworkCA is a file with certificates that are trusted beside the system's.
type NetworkCA struct {
	Path     string   `json:"path"`
	Subjects []string `json:"subjects"`
	Source   string   `json:"source"` // settings machine
}

// NetworkCertificate is the certificate that is shown to servers that ask.
type NetworkCertificate struct {
	Path      string `json:"path"`
	Subject   string `json:"subject"`
	ExpiresAt Moment `json:"expires_at"`
	Source    string `json:"source"` // settings machine
	// Problem is the code of why it cannot be read now, such as storage_locked;
	// Err is the same for Explain.
	Problem string `json:"problem,omitempty"`
	Err     error  `json:"-"`
}

// NetworkAnswer is latchkey.network/1.
type NetworkAnswer struct {
	Schema            string              `json:"schema"`
	Proxy             NetworkProxy        `json:"proxy"`
	NoProxy           []string            `json:"no_proxy"`
	CAFiles           []NetworkCA         `json:"ca_files"`
	ClientCertificate *NetworkCertificate `json:"client_certificate"` // null: none
	MachineFile       string              `json:"machine_file"`       // "" = there is none
}

// Network says how requests leave this computer. It asks no server. Errors: *tomlfile.Error.
func (c *Core) Network(ctx context.Context) (NetworkAnswer, error) {
	setup, err := c.networkSetup()
	if err != nil {
		return NetworkAnswer{}, err
	}
	answer := NetworkAnswer{
		Schema: "latchkey.network/1", NoProxy: append([]string{}, setup.NoProxy...), CAFiles: []NetworkCA{},
		MachineFile: setup.machineFile,
	}
	if _, err := c.authorities(setup); err != nil {
		return NetworkAnswer{}, err
	}
	for i, file := range setup.CAFiles {
		answer.CAFiles = append(answer.CAFiles, NetworkCA{Path: file, Subjects: c.subjects(file), Source: setup.caSources[i]})
	}
	if answer.Proxy, err = c.proxyAnswer(ctx, setup); err != nil {
		return NetworkAnswer{}, err
	}
	answer.ClientCertificate = c.certificateAnswer(ctx, setup)
	return answer, nil
}

// subjects names the authorities in a file that authorities has read before.
func (c *Core) subjects(file string) []string {
	names := []string{}
	text, err := readSmall(file)
	if err != nil {
		return names // it went away meanwhile
	}
	found, err := transport.ParseCAs(text, c.Now())
	for _, certificate := range found {
		names = append(names, transport.SubjectOf(certificate))
	}
	if expired, ok := asType[*transport.CertificateError](err); ok && expired.Subject != "" {
		names = append(names, expired.Subject)
	}
	return names
}

// proxyAnswer decides for the selected provider; for some provider elsewhere
// when none is selected, or it is on this computer.
func (c *Core) proxyAnswer(ctx context.Context, setup networkSetup) (NetworkProxy, error) {
	rules, err := c.proxyRules(setup)
	if err != nil {
		return NetworkProxy{}, err
	}
	found, err := rules.Decide(ctx, c.usualTarget())
	if err == nil && found.Source == transport.SourceLoopback {
		found, err = rules.Decide(ctx, someTarget())
	}
	if err != nil { // what the environment names is no proxy
		return NetworkProxy{}, &InputError{Key: "HTTPS_PROXY", Reason: transport.ErrProxyAddress.Error()}
	}
	return NetworkProxy{URL: found.Address(), Source: found.Source, User: found.User()}, nil
}

func (c *Core) usualTarget() *url.URL {
	profiles, err := c.profiles()
	if err != nil {
		return someTarget() // `providers` says what is wrong with them
	}
	selected, err := c.selectedProvider(profiles)
	for _, profile := range profiles {
		if target, bad := url.Parse(profile.Issuer); err == nil && bad == nil && profile.ID == selected && target.Host != "" {
			return target
		}
	}
	return someTarget()
}

func someTarget() *url.URL { return &url.URL{Scheme: "https", Host: "provider.invalid"} }

// certificateAnswer reads the certificate; a PEM file without its key, so that
// no password is needed to look.
func (c *Core) certificateAnswer(ctx context.Context, setup networkSetup) *NetworkCertificate {
	if setup.ClientCertificate == "" {
		return nil
	}
	answer := &NetworkCertificate{Path: setup.ClientCertificate, Source: setup.certificateSource}
	var leaf *x509.Certificate
	text, err := readSmall(setup.ClientCertificate)
	if err == nil {
		leaf, err = transport.LeafOf(text)
	}
	if leaf == nil {
		whole, readErr := c.readCertificate(ctx, setup)
		leaf, err = whole.Leaf, readErr
	}
	if err != nil || leaf == nil {
		answer.Problem, answer.Err = Code(err), err
		return answer
	}
	answer.Subject, answer.ExpiresAt = transport.SubjectOf(leaf), At(leaf.NotAfter)
	return answer
}
