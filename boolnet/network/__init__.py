"""Networks and what is said about them: spaces, perturbations, environments, phenotypes."""
