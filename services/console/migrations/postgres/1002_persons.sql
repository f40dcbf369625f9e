-- The directory's word on where somebody works and whether they still do: a user bound to a person is of
-- that person's unit, whatever was typed when the account was made (R11).
CREATE TABLE persons (
  id      UUID PRIMARY KEY,
  unit_id UUID NOT NULL,
  active  BOOLEAN NOT NULL
);
