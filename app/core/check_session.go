package core

import "latchkey/app/doctor"

func (d *diagnosis) sessionChecks() []doctor.Check { return nil }
