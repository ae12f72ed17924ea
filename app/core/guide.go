package core

import "context"

// Guide lists the symptoms, or walks one of them.
func (c *Core) Guide(context.Context, GuideOptions) (GuideAnswer, error) { return GuideAnswer{}, nil }

// symptomOf is the guide's entry for a problem; empty: there is none.
func symptomOf(string) string { return "" }
