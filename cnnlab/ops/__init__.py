"""What one layer computes: plain functions on arrays, with the settings that belong to them."""
