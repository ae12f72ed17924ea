package core

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/BurntSushi/toml"

	"latchkey/session"
)

// Providers lists every provider: embedded ones, those of the machine, the
// person's own; a later one replaces an earlier one of the same id.
func (c *Core) Providers(_ context.Context) (ProvidersAnswer, error) {
	profiles, err := c.profiles()
	if err != nil {
		return ProvidersAnswer{}, err
	}
	selected, _ := c.selectedProvider(profiles)
	answer := ProvidersAnswer{Schema: "latchkey.providers/1", Providers: []ProviderAnswer{}}
	for _, profile := range profiles {
		answer.Providers = append(answer.Providers, profile.answer(profile.ID == selected))
	}
	return answer, nil
}

// Provider gives one provider. Errors: *UnknownProviderError.
func (c *Core) Provider(ctx context.Context, id string) (ProviderAnswer, error) {
	all, err := c.Providers(ctx)
	if err != nil {
		return ProviderAnswer{}, err
	}
	for _, provider := range all.Providers {
		if provider.ID == id {
			return provider, nil
		}
	}
	return ProviderAnswer{}, &UnknownProviderError{ID: id}
}

// AddProvider writes a person's own provider file and checks it first.
// Errors: *InputError, *ProviderExistsError.
func (c *Core) AddProvider(ctx context.Context, in ProviderInput) (ProviderAnswer, error) {
	profile := Profile{
		ID: in.ID, Name: in.Name, Issuer: in.Issuer, ClientID: in.ClientID, Scopes: in.Scopes,
		RedirectPath: in.RedirectPath, PKCE: in.PKCE, RequirePKCE: in.RequirePKCE, PAR: in.PAR, DPoP: in.DPoP,
		Resources: in.Resources, EndpointHosts: in.EndpointHosts, Links: in.Links,
		Rights: RightsProfile{
			Sources: in.RightsSources, URL: in.RightsURL, Claims: in.Claims, SCIMURL: in.SCIMURL,
			AuthZENURL: in.AuthZENURL, UMAAudience: in.UMAAudience,
		},
	}
	if profile.Name == "" {
		profile.Name = profile.ID
	}
	file := filepath.Join(c.Deps.Paths.Providers, profile.ID+".toml")
	if err := profile.check(file, nil); err != nil {
		return ProviderAnswer{}, fmt.Errorf("add provider: %w", asInput(err))
	}
	if !in.Replace {
		if err := c.isFree(ctx, profile.ID); err != nil {
			return ProviderAnswer{}, fmt.Errorf("add provider: %w", err)
		}
	}
	var text bytes.Buffer
	if err := toml.NewEncoder(&text).Encode(profile); err != nil {
		return ProviderAnswer{}, fmt.Errorf("add provider: %w", err)
	}
	if err := session.WriteFile(file, text.Bytes()); err != nil {
		return ProviderAnswer{}, fmt.Errorf("add provider: %w", err)
	}
	c.noteDone(nil, EventProviderAdded, profile.ID, nil)
	return c.Provider(ctx, profile.ID)
}

// isFree says whether a person has no provider of that id yet. One that came
// with Latchkey or from the machine may be described anew.
func (c *Core) isFree(ctx context.Context, id string) error {
	known, err := c.Provider(ctx, id)
	if _, unknown := asType[*UnknownProviderError](err); unknown {
		return nil
	}
	if err == nil && known.Origin == "person" {
		return &ProviderExistsError{ID: id}
	}
	return err
}

// RemoveProvider removes a person's own provider file. One that came with
// Latchkey or from the machine stays: *ProviderNotOwnError.
func (c *Core) RemoveProvider(ctx context.Context, id string) (ProviderAnswer, error) {
	provider, err := c.Provider(ctx, id)
	if err != nil {
		return ProviderAnswer{}, err
	}
	if provider.Origin != "person" {
		return ProviderAnswer{}, &ProviderNotOwnError{ID: id, Origin: provider.Origin}
	}
	if err := os.Remove(provider.File); err != nil {
		return ProviderAnswer{}, fmt.Errorf("remove provider: %w", err)
	}
	c.noteDone(nil, EventProviderRemoved, id, nil)
	return provider, nil
}

// TestProvider reads the discovery document and says what the provider offers.
func (c *Core) TestProvider(ctx context.Context, id string) (ProviderTestAnswer, error) {
	profile, err := c.profile(id)
	if err != nil {
		return ProviderTestAnswer{}, err
	}
	if len(profile.Missing()) > 0 {
		return ProviderTestAnswer{}, &HelpOnlyError{Provider: profile}
	}
	client, err := c.client(profile)
	if err != nil {
		return ProviderTestAnswer{}, err
	}
	found, err := client.DiscoverAfresh(ctx)
	if err != nil {
		return ProviderTestAnswer{}, fmt.Errorf("test provider %s: %w", id, err)
	}
	return ProviderTestAnswer{
		Schema: "latchkey.provider-test/1", Provider: id, Issuer: found.Issuer,
		Capabilities: map[string]bool{
			"device": found.DeviceAuthorizationEndpoint != "", "revocation": found.RevocationEndpoint != "",
			"end_session": found.EndSessionEndpoint != "", "userinfo": found.UserInfoEndpoint != "",
			"iss_parameter": found.IssParameterSupported, "par": found.PAREndpoint != "", "dpop": len(found.DPoPAlgorithms) > 0,
		},
	}, nil
}

// signInProfile is the provider to sign in with, checked to be able to.
func (c *Core) signInProfile(id string) (Profile, error) {
	profiles, err := c.profiles()
	if err != nil {
		return Profile{}, err
	}
	if id == "" {
		if id, err = c.selectedProvider(profiles); err != nil {
			return Profile{}, err
		}
	}
	for _, profile := range profiles {
		if profile.ID != id {
			continue
		}
		if len(profile.Missing()) > 0 {
			return Profile{}, &HelpOnlyError{Provider: profile}
		}
		return profile, nil
	}
	return Profile{}, &UnknownProviderError{ID: id}
}

// selectedProvider is the one of the settings, else the only one that can sign
// people in. Errors: ErrNoProvider.
func (c *Core) selectedProvider(profiles []Profile) (string, error) {
	settings, err := c.Settings()
	if err != nil {
		return "", err
	}
	if settings.Provider != "" {
		return settings.Provider, nil
	}
	var able []string
	for _, profile := range profiles {
		if len(profile.Missing()) == 0 {
			able = append(able, profile.ID)
		}
	}
	if len(able) == 1 {
		return able[0], nil
	}
	return "", fmt.Errorf("choose a provider among %d: %w", len(able), ErrNoProvider)
}
