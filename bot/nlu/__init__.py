"""Understanding: Rasa graph components and the small linear models inside them."""
