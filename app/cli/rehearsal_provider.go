package cli

import (
	"context"

	"latchkey/app/core"
)

// providerRehearsals are about the provider as a whole, and how it is described.
func providerRehearsals() []rehearsal {
	return []rehearsal{
		{name: "provider_down", finds: "discovery_server_error", fix: core.MendWait, stage: stageDown},
		{name: "provider_silent", finds: "server_unreachable", fix: core.MendWait, stage: stageSilent},
		{name: "provider_invalid", finds: "file_invalid", fix: core.MendSettings, stage: stageInvalidProvider},
	}
}

func stageDown(_ context.Context, s *demoScene) error {
	s.server.Control().Down(true)
	return nil
}

func stageSilent(_ context.Context, s *demoScene) error {
	s.server.Control().Refuse(true)
	return nil
}

func stageInvalidProvider(_ context.Context, s *demoScene) error {
	return edit(s.providerFile(), func(text string) string { return "color = \"green\"\n" + text })
}
