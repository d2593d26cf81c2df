"""What is owed to chats: written with what caused it, claimed when it is due."""
