"""What stands behind `workshop plan`: which plans are meant, what they say, and how they are changed."""
