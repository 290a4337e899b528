"""What reads documents: XML, PDF, pictures, and the program that sees text in them, with English and Spanish."""
