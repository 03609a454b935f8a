package cli

import "time"

// diagnosis looks at an installation by the clock on the wall and the disk as it is.
func (e *env) diagnosis() *diagnosis { return &diagnosis{e: e, now: time.Now, space: roomAt} }
