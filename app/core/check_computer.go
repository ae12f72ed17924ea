package core

import "latchkey/app/doctor"

func (d *diagnosis) computerChecks() []doctor.Check { return nil }
