-- The directory's word on where somebody works and whether they still do: a user bound to a person is of
-- that person's unit, whatever was typed when the account was made (R11).
CREATE TABLE persons (
  id      BLOB PRIMARY KEY,
  unit_id BLOB NOT NULL,
  active  INTEGER NOT NULL
) STRICT;
