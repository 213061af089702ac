// Whether the server answers.
//
// Returns:
//   pulse  INTEGER  always 1
RETURN 1 AS pulse
